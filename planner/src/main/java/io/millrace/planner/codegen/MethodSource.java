package io.millrace.planner.codegen;

import io.millrace.error.Position;
import io.millrace.planner.function.kernel.Decimals;
import io.millrace.planner.function.kernel.Result;
import io.millrace.planner.function.kernel.RowState;
import io.millrace.planner.type.TypeMapping;
import io.millrace.type.Type;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;

/**
 * The source of one method being written, statement by statement. The row's number is the local
 * {@code i}.
 *
 * <p>An expression is computed once: where it comes again, in the same block or one inside, its
 * locals are used again. Blocks are opened where something is computed on a condition only; a call
 * that several of them need is kept in locals of the row by the first that comes to it.
 */
final class MethodSource {
  private final ClassSource owner;
  private final StringBuilder declarations = new StringBuilder();
  private final StringBuilder body = new StringBuilder();
  private final Deque<Map<RexNode, Value>> known = new ArrayDeque<>();
  private final Map<RexNode, Remembered> remembered = new HashMap<>();
  private final Set<RexNode> repeated;
  private final Set<List<RexNode>> sharedSplits;
  private final Map<List<RexNode>, String> rowStates = new HashMap<>();
  private final Set<Integer> columns = new TreeSet<>();
  private Position place = Position.NONE;

  /**
   * @param expressions what the method is to compute for a row
   */
  MethodSource(ClassSource owner, List<RexNode> expressions) {
    this.owner = owner;
    this.repeated = RepeatedCalls.in(expressions, owner.outlining());
    this.sharedSplits = SplitWriter.sharedIn(expressions, owner.outlining());
    known.push(new HashMap<>());
  }

  /**
   * A call that is computed where it is first needed, and kept for the rest of the row.
   *
   * @param done a boolean local: whether it has been computed
   */
  private record Remembered(String done, Value value) {}

  ClassSource owner() {
    return owner;
  }

  /** What computes the expressions of one row. */
  String body() {
    return declarations.toString() + body;
  }

  String prologue() {
    return owner.prologue(columns);
  }

  String use(Class<?> type) {
    return owner.use(type);
  }

  String fresh(String prefix) {
    return owner.fresh(prefix);
  }

  void line(String statement) {
    body.append(GeneratedSource.mark(place)).append(statement).append('\n');
  }

  /** Opens a block: what is computed in it is known in it only. */
  void open(String header) {
    body.append(GeneratedSource.mark(place)).append(header).append(" {\n");
    known.push(new HashMap<>());
  }

  void close() {
    known.pop();
    body.append("}\n");
  }

  /** Writes what computes an expression and returns where its value is. */
  Value value(RexNode node) {
    for (Map<RexNode, Value> scope : known) {
      Value value = scope.get(node);
      if (value != null) {
        return value;
      }
    }
    boolean inBlock = known.size() > 1;
    Value value =
        repeated.contains(node) && (inBlock || remembered.containsKey(node))
            ? remember(node)
            : compute(node);
    known.peek().put(node, value);
    return value;
  }

  /** Computes a call unless another block of the same row has. */
  private Value remember(RexNode node) {
    Remembered before = remembered.get(node);
    String done = before == null ? fresh("b") : before.done;
    open("if (!" + done + ")");
    Value value = compute(node);
    if (before == null) {
      declarations.append("boolean ").append(done).append(" = false;\n");
      boolean mayBeNull = value.mayBeNull() || node.getType().isNullable();
      before = new Remembered(done, variable(value.type(), mayBeNull, declarations));
      remembered.put(node, before);
    }
    set(before.value, value);
    line(done + " = true;");
    close();
    return before.value;
  }

  /** Returns whether this method has several calls that split this text by this delimiter. */
  boolean sharesSplit(List<RexNode> textAndDelimiter) {
    return sharedSplits.contains(textAndDelimiter);
  }

  /** Returns the field of what all calls that say the same operands share for a row. */
  String rowState(Class<? extends RowState> type, List<RexNode> operands) {
    return rowStates.computeIfAbsent(
        operands,
        unused -> {
          String name = owner.state(type);
          declarations.append(name).append(".forget();\n");
          return name;
        });
  }

  /** Returns the name of the array in which a column's bytes lie. */
  String data(int column) {
    columns.add(column);
    owner.column(column);
    return "c" + column + "d";
  }

  List<Value> values(List<RexNode> nodes) {
    return nodes.stream().map(this::value).collect(Collectors.toList());
  }

  /** {@link #value} of an expression that this method is for, even if it is outlined. */
  Value valueHere(RexNode node) {
    return at(node, () -> CallWriters.write(this, (RexCall) node));
  }

  /** Writes what belongs to an expression's place in the user's text. */
  <T> T at(RexNode node, Supplier<T> writing) {
    Position outside = place;
    if (node instanceof RexCall call && call.pos.getLineNum() > 0) {
      place = new Position(call.pos.getLineNum(), call.pos.getColumnNum());
    }
    T written = writing.get();
    place = outside;
    return written;
  }

  private Value compute(RexNode node) {
    if (node instanceof RexLiteral literal) {
      return LiteralWriter.write(this, literal);
    } else if (node instanceof RexInputRef reference) {
      return load(reference.getIndex());
    } else if (owner.outlining().isOutlined(node)) {
      return callOutlined(node);
    } else if (node instanceof RexCall call) {
      return at(call, () -> CallWriters.write(this, call));
    }
    return NestedWriter.writeAccess(this, node);
  }

  private Value load(int column) {
    columns.add(column);
    owner.column(column);
    Type type = owner.input().type(column);
    String name = "c" + column;
    String isNull = fresh("n");
    line(
        "final boolean "
            + isNull
            + " = "
            + name
            + "n != null && ("
            + name
            + "n[i >>> 6] >>> i & 1L) != 0L;");
    return switch (Kind.of(type)) {
      case BOOLEAN -> define(type, isNull, "!" + isNull + " && " + name + "v[i] != 0L");
      case LONG, DOUBLE -> define(type, isNull, name + "v[i]");
      case WIDE ->
          define(type, isNull, use(Decimals.class) + ".wide(" + name + "h[i], " + name + "w[i])");
      case BYTES -> {
        String start = fresh("v");
        String length = fresh("v");
        line("final int " + start + " = " + name + "s[i];");
        line("final int " + length + " = " + name + "l[i];");
        yield Value.of(type, isNull, data(column), start, length);
      }
      case ARRAY, MAP, ROW -> Value.of(type, isNull, name, "i");
    };
  }

  private Value callOutlined(RexNode node) {
    String method = owner.outlinedMethod(node);
    String result = owner.result();
    line(result + ".isNull = false;");
    line(method + "(i, " + result + ");");
    return take(TypeMapping.typeOf(node.getType()), result);
  }

  /** Defines locals of one part: the value of a Java expression. */
  Value define(Type type, String isNull, String expression) {
    String name = fresh("v");
    line("final " + Kind.of(type).javaTypes.get(0) + " " + name + " = " + expression + ";");
    return Value.of(type, isNull, name);
  }

  /** Defines the value of a Java expression of one part, which is evaluated only if not null. */
  Value strict(Type type, String isNull, String expression) {
    if (isNull.equals(Value.ALWAYS)) {
      return Value.nullOf(type);
    } else if (isNull.equals(Value.NEVER)) {
      return define(type, isNull, expression);
    } else if (type instanceof Type.BooleanType) {
      return define(type, isNull, "!" + isNull + " && (" + expression + ")");
    }
    String whenNull = Kind.of(type).whenNull.get(0);
    return define(type, isNull, isNull + " ? " + whenNull + " : " + expression);
  }

  /** Returns what says whether any of these is null. */
  String anyNull(List<Value> values) {
    List<String> flags =
        values.stream().map(Value::isNull).filter(f -> !f.equals(Value.NEVER)).distinct().toList();
    if (flags.isEmpty()) {
      return Value.NEVER;
    } else if (flags.contains(Value.ALWAYS)) {
      return Value.ALWAYS;
    } else if (flags.size() == 1) {
      return flags.get(0);
    }
    String name = fresh("n");
    line("final boolean " + name + " = " + String.join(" | ", flags) + ";");
    return name;
  }

  String anyNull(Value... values) {
    return anyNull(List.of(values));
  }

  /**
   * Calls a method that leaves its result in a {@link Result}, unless an argument is null.
   *
   * @param call the call without its last argument and the closing parenthesis
   * @param mayGiveNull whether the method itself may give null
   */
  Value callForResult(Type type, String isNull, String call, boolean mayGiveNull) {
    if (isNull.equals(Value.ALWAYS)) {
      return Value.nullOf(type);
    }
    String result = owner.result();
    String separator = call.endsWith("(") ? "" : ", ";
    String statement = call + separator + result + ");";
    if (mayGiveNull) {
      statement = result + ".isNull = false; " + statement;
    }
    if (isNull.equals(Value.NEVER)) {
      line(statement);
      return take(type, result, mayGiveNull ? null : Value.NEVER);
    }
    if (!mayGiveNull) {
      line("if (!" + isNull + ") { " + statement + " }");
      return take(type, result, isNull);
    }
    line("if (" + isNull + ") { " + result + ".isNull = true; } else { " + statement + " }");
    return take(type, result, null);
  }

  /** Takes a value out of a {@link Result}. */
  Value take(Type type, String result) {
    return take(type, result, null);
  }

  private Value take(Type type, String result, String flag) {
    String isNull = flag;
    if (isNull == null) {
      isNull = fresh("n");
      line("final boolean " + isNull + " = " + result + ".isNull;");
    }
    Kind kind = Kind.of(type);
    return switch (kind) {
      case BOOLEAN ->
          define(
              type,
              isNull,
              (isNull.equals(Value.NEVER) ? "" : "!" + isNull + " && ") + result + ".number != 0L");
      case LONG -> define(type, isNull, result + ".number");
      case DOUBLE -> define(type, isNull, result + ".real");
      case WIDE -> define(type, isNull, result + ".big");
      case BYTES -> {
        String data = fresh("v");
        String start = fresh("v");
        String length = fresh("v");
        line("final byte[] " + data + " = " + result + ".data;");
        line("final int " + start + " = " + result + ".start;");
        line("final int " + length + " = " + result + ".length;");
        yield Value.of(type, isNull, data, start, length);
      }
      case ARRAY, MAP, ROW -> {
        String column = fresh("v");
        String row = fresh("v");
        String javaType = kind.javaTypes.get(0);
        line("final " + javaType + " " + column + " = (" + javaType + ") " + result + ".column;");
        line("final int " + row + " = " + result + ".row;");
        yield Value.of(type, isNull, column, row);
      }
    };
  }

  /** Puts a value into a {@link Result}. */
  void give(Value value, String result) {
    line(result + ".isNull = " + value.isNull() + ";");
    switch (value.kind()) {
      case BOOLEAN -> line(result + ".number = " + value.text() + " ? 1L : 0L;");
      case LONG -> line(result + ".number = " + value.text() + ";");
      case DOUBLE -> line(result + ".real = " + value.text() + ";");
      case WIDE -> line(result + ".big = " + value.text() + ";");
      case BYTES -> line(result + ".share(" + value.arguments() + ");");
      case ARRAY, MAP, ROW -> {
        line(result + ".column = " + value.parts().get(0) + ";");
        line(result + ".row = " + value.parts().get(1) + ";");
      }
    }
  }

  /** Declares locals that {@link #set} gives their value later; null until then. */
  Value variable(Type type, boolean mayBeNull) {
    return variable(type, mayBeNull, body);
  }

  private Value variable(Type type, boolean mayBeNull, StringBuilder where) {
    Kind kind = Kind.of(type);
    String mark = where == body ? GeneratedSource.mark(place) : "";
    String isNull = Value.NEVER;
    if (mayBeNull) {
      isNull = fresh("n");
      where.append(mark).append("boolean ").append(isNull).append(" = true;\n");
    }
    String[] parts = new String[kind.javaTypes.size()];
    for (int p = 0; p < parts.length; p++) {
      parts[p] = fresh("v");
      where.append(mark).append(kind.javaTypes.get(p)).append(' ').append(parts[p]);
      where.append(" = ").append(kind.whenNull.get(p)).append(";\n");
    }
    return Value.of(type, isNull, parts);
  }

  /** Gives a variable a value of the same kind. */
  void set(Value variable, Value value) {
    if (variable.mayBeNull()) {
      line(variable.isNull() + " = " + value.isNull() + ";");
    }
    if (!value.isAlwaysNull()) {
      for (int p = 0; p < variable.parts().size(); p++) {
        line(variable.parts().get(p) + " = " + value.parts().get(p) + ";");
      }
    }
  }
}
