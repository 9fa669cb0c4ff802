package io.millrace.planner.codegen;

import io.millrace.batch.Batch;
import io.millrace.batch.BytesBuilder;
import io.millrace.batch.BytesSliceBuilder;
import io.millrace.batch.Column;
import io.millrace.batch.ColumnBuilder;
import io.millrace.batch.DoubleColumn;
import io.millrace.batch.LongColumn;
import io.millrace.batch.Nulls;
import io.millrace.batch.WideBuilder;
import io.millrace.operator.Predicate;
import io.millrace.operator.Transform;
import io.millrace.type.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rex.RexNode;

/**
 * Writes the loops of a filter with projections: one loop where all fits one method, else one loop
 * that selects rows and one for every group of projections.
 */
final class TransformSource {
  /** The name of every generated class; each has a class loader of its own. */
  static final String CLASS_NAME = "GeneratedExpressions";

  private final ClassSource owner;

  TransformSource(ClassSource owner) {
    this.owner = owner;
  }

  /** One computed column of the output. */
  record Projection(int output, Type type, RexNode expression) {}

  /** Returns the source of a {@link Predicate}. */
  GeneratedSource predicate(RexNode condition) {
    owner.outlining().measure(condition);
    MethodSource loop = new MethodSource(owner, List.of(condition));
    filter(loop, condition);
    StringBuilder text = new StringBuilder();
    text.append("public int select(")
        .append(owner.use(Batch.class))
        .append(" input, int[] selected) {\n");
    text.append("final int n = input.size();\n")
        .append(owner.takeColumns())
        .append(loop.prologue());
    text.append("int k = 0;\nfor (int i = 0; i < n; i++) {\n").append(loop.body());
    text.append("selected[k++] = i;\n}\nreturn k;\n}\n");
    owner.method(text.toString());
    return owner.source(CLASS_NAME, Predicate.class);
  }

  /**
   * Returns the source of a {@link Transform}.
   *
   * @param condition which rows to keep, or null for all
   * @param projections the columns that the layout leaves to be computed
   */
  GeneratedSource transform(RexNode condition, List<Projection> projections, OutputLayout layout) {
    int size = condition == null ? 0 : owner.outlining().measure(condition);
    for (Projection projection : projections) {
      size += owner.outlining().measure(projection.expression);
    }
    String layoutName = owner.constant(OutputLayout.class, layout);
    String column = owner.use(Column.class);
    String calls =
        size <= Outlining.LARGEST_METHOD
            ? fused(condition, projections)
            : split(condition, projections);
    StringBuilder text = new StringBuilder();
    if (condition != null) {
      text.append("private int[] selected = new int[0];\n");
    }
    text.append("public ").append(owner.use(Batch.class)).append(" apply(Batch input) {\n");
    text.append("final int n = input.size();\n").append(owner.takeColumns());
    text.append("final ").append(column).append("[] out = ").append(layoutName);
    text.append(".columns();\n");
    if (condition != null) {
      text.append("this.selected = ").append(owner.use(OutputLayout.class));
      text.append(".rows(this.selected, n);\n");
    }
    text.append(calls).append("return ").append(layoutName).append(".finish(input, out, ");
    text.append(condition == null ? "null" : "this.selected").append(", k);\n");
    text.append("}\n");
    owner.method(text.toString());
    return owner.source(CLASS_NAME, Transform.class);
  }

  /** Writes one method with one loop, and returns the call that sets k. */
  private String fused(RexNode condition, List<Projection> projections) {
    List<RexNode> expressions = new ArrayList<>();
    if (condition != null) {
      expressions.add(condition);
    }
    projections.forEach(p -> expressions.add(p.expression));
    MethodSource loop = new MethodSource(owner, expressions);
    if (condition != null) {
      filter(loop, condition);
    }
    StringBuilder before = new StringBuilder();
    StringBuilder after = new StringBuilder();
    for (Projection projection : projections) {
      project(loop, projection, before, after);
    }
    StringBuilder text = new StringBuilder();
    text.append("private int run(int n, ").append(owner.use(Column.class)).append("[] out) {\n");
    text.append(loop.prologue()).append(before);
    if (condition != null) {
      text.append("final int[] selected = this.selected;\n");
    }
    text.append("int k = 0;\nfor (int i = 0; i < n; i++) {\n").append(loop.body());
    text.append(condition == null ? "" : "selected[k] = i;\n");
    text.append("k++;\n}\n").append(after).append("return k;\n}\n");
    owner.method(text.toString());
    return "final int k = run(n, out);\n";
  }

  private String split(RexNode condition, List<Projection> projections) {
    StringBuilder calls = new StringBuilder();
    if (condition == null) {
      calls.append("final int k = n;\n");
    } else {
      MethodSource loop = new MethodSource(owner, List.of(condition));
      filter(loop, condition);
      owner.method(
          "private int filter(int n) {\n"
              + loop.prologue()
              + "final int[] selected = this.selected;\nint k = 0;\n"
              + "for (int i = 0; i < n; i++) {\n"
              + loop.body()
              + "selected[k++] = i;\n}\nreturn k;\n}\n");
      calls.append("final int k = filter(n);\n");
    }
    List<Projection> group = new ArrayList<>();
    int size = 0;
    for (Projection projection : projections) {
      int more = owner.outlining().measure(projection.expression);
      if (!group.isEmpty() && size + more > Outlining.LARGEST_METHOD) {
        calls.append(group(condition != null, group));
        group.clear();
        size = 0;
      }
      group.add(projection);
      size += more;
    }
    if (!group.isEmpty()) {
      calls.append(group(condition != null, group));
    }
    return calls.toString();
  }

  private String group(boolean filtered, List<Projection> group) {
    MethodSource loop =
        new MethodSource(owner, group.stream().map(Projection::expression).toList());
    StringBuilder before = new StringBuilder();
    StringBuilder after = new StringBuilder();
    for (Projection projection : group) {
      project(loop, projection, before, after);
    }
    String name = owner.fresh("p");
    StringBuilder text = new StringBuilder();
    text.append("private void ").append(name).append("(int n, ");
    text.append(owner.use(Column.class)).append("[] out) {\n").append(loop.prologue());
    text.append(before);
    if (filtered) {
      text.append("final int[] selected = this.selected;\n");
    }
    text.append("for (int k = 0; k < n; k++) {\n");
    text.append("final int i = ").append(filtered ? "selected[k];\n" : "k;\n");
    text.append(loop.body()).append("}\nfinal int k = n;\n").append(after).append("}\n");
    owner.method(text.toString());
    return name + "(k, out);\n";
  }

  private static void filter(MethodSource loop, RexNode condition) {
    for (RexNode conjunct : EvaluationOrder.of(RelOptUtil.conjunctions(condition))) {
      Value value = loop.value(conjunct);
      loop.line("if (!" + value.text() + ") continue;");
    }
  }

  /** Writes the computing and storing of one output, with what comes before and after the loop. */
  private void project(
      MethodSource loop, Projection projection, StringBuilder before, StringBuilder after) {
    Value value =
        loop.at(
            projection.expression,
            () -> CastWriter.adapt(loop, loop.value(projection.expression), projection.type));
    String out = "o" + projection.output;
    String nulls = "m" + projection.output;
    String result = "out[" + projection.output + "] = ";
    Kind kind = value.kind();
    switch (kind) {
      case BOOLEAN, LONG, DOUBLE -> {
        String javaType = kind == Kind.DOUBLE ? "double" : "long";
        before.append("final ").append(javaType).append("[] ").append(out);
        before.append(" = new ").append(javaType).append("[n];\n");
        String stored = kind == Kind.BOOLEAN ? value.text() + " ? 1L : 0L" : value.text();
        String store = out + "[k] = " + stored + ";";
        if (value.mayBeNull()) {
          before.append("long[] ").append(nulls).append(" = null;\n");
          String bitmap = owner.use(Nulls.class);
          loop.line(
              "if ("
                  + value.isNull()
                  + ") { if ("
                  + nulls
                  + " == null) "
                  + nulls
                  + " = "
                  + bitmap
                  + ".allocate(n); "
                  + bitmap
                  + ".set("
                  + nulls
                  + ", k); } else { "
                  + store
                  + " }");
        } else {
          loop.line(store);
        }
        String column = owner.use(kind == Kind.DOUBLE ? DoubleColumn.class : LongColumn.class);
        after.append(result).append("new ").append(column).append('(').append(out).append(", ");
        after.append(value.mayBeNull() ? nulls : "null").append(", k);\n");
      }
      case WIDE -> {
        builder(WideBuilder.class, out, before);
        String stored =
            value.hasWords()
                ? ".appendWide(" + value.wordArguments() + ")"
                : ".appendBig(" + value.text() + ")";
        append(loop, value, out, stored);
        after.append(result).append(out).append(".build();\n");
      }
      case BYTES -> {
        OptionalInt source = TextSlices.column(projection.expression);
        if (source.isPresent()) {
          String builder = owner.use(BytesSliceBuilder.class);
          before.append("final ").append(builder).append(' ').append(out).append(" = new ");
          before.append(builder).append('(').append(loop.data(source.getAsInt())).append(", n);\n");
          append(loop, value, out, ".appendSlice(" + value.arguments() + ")");
        } else {
          builder(BytesBuilder.class, out, before);
          append(loop, value, out, ".appendRepeatable(" + value.arguments() + ")");
        }
        after.append(result).append(out).append(".build();\n");
      }
      case ARRAY, MAP, ROW -> {
        String builder = owner.use(ColumnBuilder.class);
        String type = owner.constant(Type.class, projection.type, projection.type);
        before.append("final ").append(builder).append(' ').append(out).append(" = ");
        before.append(builder).append(".of(").append(type).append(", n);\n");
        append(loop, value, out, ".append(" + value.arguments() + ")");
        after.append(result).append(out).append(".build();\n");
      }
    }
  }

  private void builder(Class<?> type, String name, StringBuilder before) {
    String builder = owner.use(type);
    before.append("final ").append(builder).append(' ').append(name);
    before.append(" = new ").append(builder).append("(n);\n");
  }

  private static void append(MethodSource loop, Value value, String builder, String call) {
    loop.line(
        value.mayBeNull()
            ? "if ("
                + value.isNull()
                + ") { "
                + builder
                + ".appendNull(); } else { "
                + builder
                + call
                + "; }"
            : builder + call + ";");
  }
}
