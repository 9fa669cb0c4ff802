package io.millrace.planner.codegen;

import io.millrace.batch.Batch;
import io.millrace.batch.BatchBuilder;
import io.millrace.batch.Column;
import io.millrace.operator.Predicate;
import io.millrace.operator.Transform;
import io.millrace.planner.function.StatementContext;
import io.millrace.planner.function.kernel.JavaValues;
import io.millrace.planner.type.SqlTypeFactory;
import io.millrace.planner.type.TypeMapping;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexExecutor;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;

/**
 * Compiles expressions over rows to generated classes, and evaluates constant ones by the same
 * code.
 *
 * <p>The suppliers that it returns make one instance a call, for one worker each. Errors of
 * evaluation are {@link io.millrace.error.MillraceException}s that name the operation and its
 * values, at their place in the user's text where it is known; a function that cannot be run is
 * refused here, when compiling, with FEATURE_NOT_SUPPORTED or UNDEFINED_FUNCTION. Thread-safe.
 */
public final class ExpressionCompiler {
  private static final RowType NO_COLUMNS = RowType.of();
  private static final Batch ONE_ROW = new Batch(1, new Column[0], null);

  private final StatementContext context;
  private final RexBuilder rexBuilder;

  /**
   * @param context what the expressions may ask of the world; fixed for all that is compiled
   */
  public ExpressionCompiler(StatementContext context) {
    this.context = context;
    this.rexBuilder = new RexBuilder(SqlTypeFactory.INSTANCE);
  }

  /**
   * Returns a fused filter and projection.
   *
   * @param input the columns that {@link RexInputRef}s refer to
   * @param condition rows for which it is not true are dropped; null keeps all
   * @param projects the columns of the output
   */
  public Supplier<Transform> transform(RowType input, RexNode condition, List<RexNode> projects) {
    if (condition != null && condition.isAlwaysTrue()) {
      return transform(input, null, projects);
    }
    List<Type> types = projects.stream().map(p -> TypeMapping.typeOf(p.getType())).toList();
    if (condition instanceof RexLiteral) {
      return () -> batch -> new BatchBuilder(types, 0).build();
    }
    int[] passed = new int[projects.size()];
    Column[] constants = new Column[projects.size()];
    List<TransformSource.Projection> computed = new ArrayList<>();
    for (int p = 0; p < passed.length; p++) {
      RexNode project = projects.get(p);
      if (project instanceof RexInputRef reference) {
        passed[p] = reference.getIndex();
      } else if (project instanceof RexLiteral literal) {
        passed[p] = -1;
        constants[p] = LiteralColumn.of(types.get(p), literal);
      } else {
        passed[p] = -1;
        computed.add(new TransformSource.Projection(p, types.get(p), project));
      }
    }
    OutputLayout layout = new OutputLayout(passed, constants);
    if (condition == null && computed.isEmpty()) {
      return () -> batch -> layout.finish(batch, layout.columns(), null, batch.size());
    }
    ClassSource owner = new ClassSource(input, context, rexBuilder);
    Chunks chunks = new Chunks(rexBuilder);
    List<TransformSource.Projection> chunked =
        computed.stream()
            .map(
                c ->
                    new TransformSource.Projection(c.output(), c.type(), chunks.of(c.expression())))
            .toList();
    GeneratedSource source =
        new TransformSource(owner)
            .transform(condition == null ? null : chunks.of(condition), chunked, layout);
    Constructor<?> constructor = ClassCompiler.compile(source.text());
    Object[] values = owner.constants();
    return () ->
        PlacedErrors.in(
            (Transform) ClassCompiler.instantiate(constructor, values), source.places());
  }

  /** Returns a projection of all rows. */
  public Supplier<Transform> project(RowType input, List<RexNode> projects) {
    return transform(input, null, projects);
  }

  /** Returns a condition over rows. */
  public Supplier<Predicate> predicate(RowType input, RexNode condition) {
    ClassSource owner = new ClassSource(input, context, rexBuilder);
    GeneratedSource source =
        new TransformSource(owner).predicate(new Chunks(rexBuilder).of(condition));
    Constructor<?> constructor = ClassCompiler.compile(source.text());
    Object[] values = owner.constants();
    return () ->
        PlacedErrors.in(
            (Predicate) ClassCompiler.instantiate(constructor, values), source.places());
  }

  /** Returns the value of an expression without columns, as a column of one row. */
  public Column constant(RexNode expression) {
    return constants(List.of(expression)).column(0);
  }

  /** Returns the values of expressions without columns, as one row. */
  Batch constants(List<RexNode> expressions) {
    return project(NO_COLUMNS, expressions).get().apply(ONE_ROW);
  }

  /**
   * Returns the value of an expression without columns as {@link
   * io.millrace.planner.function.kernel.JavaValues} gives it; null is null.
   */
  public Object evaluate(RexNode expression) {
    return JavaValues.of(TypeMapping.typeOf(expression.getType()), constant(expression), 0);
  }

  /** Returns what Calcite folds constants with. */
  public RexExecutor executor() {
    return new ConstantFolding(this);
  }
}
