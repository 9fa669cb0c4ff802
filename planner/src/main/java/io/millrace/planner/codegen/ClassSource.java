package io.millrace.planner.codegen;

import io.millrace.batch.ArrayColumn;
import io.millrace.batch.Batch;
import io.millrace.batch.BytesColumn;
import io.millrace.batch.DoubleColumn;
import io.millrace.batch.LongColumn;
import io.millrace.batch.MapColumn;
import io.millrace.batch.RowColumn;
import io.millrace.batch.WideColumn;
import io.millrace.operator.Transform;
import io.millrace.planner.function.StatementContext;
import io.millrace.planner.function.kernel.CallState;
import io.millrace.planner.function.kernel.NestedCast;
import io.millrace.planner.function.kernel.Result;
import io.millrace.planner.type.TypeMapping;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import io.millrace.type.Storage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;

/**
 * The source of one class being written: its fields (columns in use, constants, scratch space) and
 * methods. Constants that are not numbers stay out of the text, so that the same class serves
 * expressions that differ in them alone.
 */
final class ClassSource {
  /** The constructor's parameter that carries the constants. */
  private static final String CONSTANTS = "constants";

  private final RowType input;
  private final StatementContext context;
  private final RexBuilder rexBuilder;
  private final Outlining outlining = new Outlining();
  private final Set<String> imports = new TreeSet<>();
  private final Set<Integer> columns = new LinkedHashSet<>();
  private final Map<String, String> fields = new LinkedHashMap<>();
  private final List<Object> constants = new ArrayList<>();
  private final Map<Object, String> constantNames = new LinkedHashMap<>();
  private final List<String> methods = new ArrayList<>();
  private final Map<RexNode, String> outlined = new LinkedHashMap<>();
  private int names;

  ClassSource(RowType input, StatementContext context, RexBuilder rexBuilder) {
    this.input = input;
    this.context = context;
    this.rexBuilder = rexBuilder;
  }

  RowType input() {
    return input;
  }

  StatementContext context() {
    return context;
  }

  RexBuilder rexBuilder() {
    return rexBuilder;
  }

  Outlining outlining() {
    return outlining;
  }

  /** Returns what casts the parts of arrays, maps and rows. */
  NestedCast.Scalars scalarCasts() {
    ExpressionCompiler compiler = new ExpressionCompiler(context);
    return (from, to) -> {
      RelDataTypeFactory types = rexBuilder.getTypeFactory();
      RexNode reference = rexBuilder.makeInputRef(TypeMapping.toCalcite(from, true, types), 0);
      RexNode cast =
          rexBuilder.makeAbstractCast(TypeMapping.toCalcite(to, true, types), reference, false);
      Transform transform =
          compiler.project(RowType.of(Field.of("value", from)), List.of(cast)).get();
      return column -> transform.apply(Batch.of(column)).column(0);
    };
  }

  /** Returns a name not used before in this class. */
  String fresh(String prefix) {
    return prefix + names++;
  }

  /** Makes a class known by its simple name, which is returned. */
  String use(Class<?> type) {
    imports.add(type.getName());
    return type.getSimpleName();
  }

  /** Returns a new field that holds a place of call's own object. */
  String state(Class<? extends CallState> type) {
    String name = fresh("s");
    fields.put(name, "private final " + use(type) + " " + name + " = new " + use(type) + "();");
    return name;
  }

  /** Returns a new field for a result. */
  String result() {
    return state(Result.class);
  }

  /** Returns the field that holds a constant; equal keys share one. */
  String constant(Class<?> javaType, Object key, Object value) {
    return constantNames.computeIfAbsent(
        List.of(javaType, key),
        unused -> {
          String name = fresh("k");
          String type = javaType.isArray() ? javaType.getCanonicalName() : use(javaType);
          fields.put(
              name,
              "private final "
                  + type
                  + " "
                  + name
                  + " = ("
                  + type
                  + ") "
                  + CONSTANTS
                  + "["
                  + constants.size()
                  + "];");
          constants.add(value);
          return name;
        });
  }

  /** Returns the field that holds an object, not shared with any other. */
  String constant(Class<?> javaType, Object value) {
    return constant(javaType, fresh("#"), value);
  }

  Object[] constants() {
    return constants.toArray();
  }

  void column(int index) {
    columns.add(index);
  }

  void method(String source) {
    methods.add(source);
  }

  /** Returns the method that computes an expression of its own, writing it at the first call. */
  String outlinedMethod(RexNode node) {
    String known = outlined.get(node);
    if (known != null) {
      return known;
    }
    String name = fresh("e");
    outlined.put(node, name);
    MethodSource method = new MethodSource(this, List.of(node));
    Value value = method.valueHere(node);
    method.give(value, "out");
    methods.add(
        "private void "
            + name
            + "(int i, "
            + use(Result.class)
            + " out) {\n"
            + method.prologue()
            + method.body()
            + "}\n");
    return name;
  }

  /** Lines that make local copies of the fields of these columns. */
  String prologue(Set<Integer> used) {
    StringBuilder text = new StringBuilder();
    for (int column : used) {
      for (ColumnPart part : columnParts(column)) {
        text.append("final ").append(part.javaType).append(' ').append(part.name);
        text.append(" = this.").append(part.name).append(";\n");
      }
    }
    return text.toString();
  }

  /** Lines that take the columns in use from the batch {@code input} into the fields. */
  String takeColumns() {
    StringBuilder text = new StringBuilder();
    for (int column : columns) {
      String type = columnClass(column);
      String local = "in" + column;
      text.append(type).append(' ').append(local);
      text.append(" = (").append(type).append(") input.column(").append(column).append(");\n");
      for (ColumnPart part : columnParts(column)) {
        text.append("this.").append(part.name).append(" = ").append(local).append(part.access);
        text.append(";\n");
      }
    }
    return text.toString();
  }

  private String columnClass(int column) {
    return switch (input.type(column).storage()) {
      case LONG -> use(LongColumn.class);
      case DOUBLE -> use(DoubleColumn.class);
      case WIDE -> use(WideColumn.class);
      case BYTES -> use(BytesColumn.class);
      case ARRAY -> use(ArrayColumn.class);
      case MAP -> use(MapColumn.class);
      case ROW -> use(RowColumn.class);
    };
  }

  private record ColumnPart(String javaType, String name, String access) {}

  private List<ColumnPart> columnParts(int column) {
    String name = "c" + column;
    List<ColumnPart> parts = new ArrayList<>();
    parts.add(new ColumnPart("long[]", name + "n", ".nulls()"));
    Storage storage = input.type(column).storage();
    switch (storage) {
      case LONG -> parts.add(new ColumnPart("long[]", name + "v", ".values()"));
      case DOUBLE -> parts.add(new ColumnPart("double[]", name + "v", ".values()"));
      case WIDE -> {
        parts.add(new ColumnPart("long[]", name + "h", ".high()"));
        parts.add(new ColumnPart("long[]", name + "w", ".low()"));
      }
      case BYTES -> {
        parts.add(new ColumnPart("byte[]", name + "d", ".data()"));
        parts.add(new ColumnPart("int[]", name + "s", ".starts()"));
        parts.add(new ColumnPart("int[]", name + "l", ".lengths()"));
      }
      case ARRAY, MAP, ROW -> parts.add(new ColumnPart(columnClass(column), name, ""));
    }
    return parts;
  }

  /** Returns the whole source of a class that implements an interface. */
  GeneratedSource source(String className, Class<?> implemented) {
    StringBuilder text = new StringBuilder();
    String interfaceName = use(implemented);
    for (int column : columns) {
      columnClass(column);
    }
    for (String name : imports) {
      text.append("import ").append(name).append(";\n");
    }
    text.append("public final class ").append(className);
    text.append(" implements ").append(interfaceName).append(" {\n");
    StringBuilder initial = new StringBuilder();
    for (Map.Entry<String, String> field : fields.entrySet()) {
      String declaration = field.getValue();
      int assignment = declaration.indexOf(" = ");
      if (declaration.contains(CONSTANTS + "[")) {
        text.append(declaration, 0, assignment).append(";\n");
        initial.append("this.").append(field.getKey()).append(declaration.substring(assignment));
        initial.append('\n');
      } else {
        text.append(declaration).append('\n');
      }
    }
    for (int column : columns) {
      for (ColumnPart part : columnParts(column)) {
        text.append("private ").append(part.javaType).append(' ').append(part.name).append(";\n");
      }
    }
    text.append("public ").append(className).append("(Object[] ").append(CONSTANTS).append(") {\n");
    text.append(initial).append("}\n");
    methods.forEach(text::append);
    return GeneratedSource.of(text.append("}\n").toString());
  }
}
