package io.millrace.planner.codegen;

import io.millrace.batch.ArrayBuilder;
import io.millrace.batch.Column;
import io.millrace.batch.ColumnBuilder;
import io.millrace.batch.MapBuilder;
import io.millrace.batch.RowBuilder;
import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.planner.function.Implementation;
import io.millrace.planner.function.kernel.ArrayValues;
import io.millrace.planner.function.kernel.Build;
import io.millrace.planner.function.kernel.Fields;
import io.millrace.planner.function.kernel.JsonPath;
import io.millrace.planner.function.kernel.MapValues;
import io.millrace.planner.type.TypeMapping;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.type.SqlTypeUtil;

/** Writes access to, and making of, rows, arrays and maps. */
final class NestedWriter {
  private NestedWriter() {}

  /** Writes an expression that is no call: the field of a row. */
  static Value writeAccess(MethodSource method, RexNode node) {
    if (node instanceof RexFieldAccess access) {
      Value row = method.value(access.getReferenceExpr());
      return field(method, row, access.getField().getIndex());
    }
    throw new MillraceException(
        ErrorCode.FEATURE_NOT_SUPPORTED,
        "this expression is not supported here: " + node.getKind().lowerName.replace('_', ' '));
  }

  static Value field(MethodSource method, Value row, int index) {
    Type type = ((Type.StructType) row.type()).fields().get(index).type();
    return element(
        method,
        type,
        row.isNull(),
        "(("
            + method.use(Column.class)
            + ") "
            + row.parts().get(0)
            + ".fields().get("
            + index
            + "))",
        row.parts().get(1));
  }

  /** Reads a row of a column that is a Java expression; nothing is read where null. */
  static Value element(MethodSource method, Type type, String isNull, String column, String row) {
    String call = method.use(Fields.class) + ".read(" + column + ", " + row;
    return method.callForResult(type, isNull, call, true);
  }

  /** ARRAY[…], MAP[…] and ROW(…). */
  static Value construct(MethodSource method, RexCall call) {
    Type type = TypeMapping.typeOf(call.getType());
    String typeName = method.owner().constant(Type.class, type, type);
    String builder = method.fresh("b");
    String builderClass =
        method.use(
            type instanceof Type.ArrayType
                ? ArrayBuilder.class
                : type instanceof Type.MapType ? MapBuilder.class : RowBuilder.class);
    List<RexNode> operands = call.getOperands();
    List<Value> values = new ArrayList<>();
    for (int o = 0; o < operands.size(); o++) {
      values.add(CastWriter.adapt(method, method.value(operands.get(o)), partType(type, o)));
    }
    method.line(
        "final "
            + builderClass
            + " "
            + builder
            + " = ("
            + builderClass
            + ") "
            + method.use(ColumnBuilder.class)
            + ".of("
            + typeName
            + ", 1);");
    for (int o = 0; o < values.size(); o++) {
      Value value = values.get(o);
      method.line(
          method.use(Build.class)
              + ".append("
              + builder
              + partBuilder(type, o)
              + ", "
              + value.isNull()
              + ", "
              + value.arguments()
              + ");");
    }
    method.line(builder + ".end();");
    String column = method.fresh("v");
    String columnType = Kind.of(type).javaTypes.get(0);
    method.line("final " + columnType + " " + column + " = " + builder + ".build();");
    return Value.of(type, Value.NEVER, column, "0");
  }

  private static Type partType(Type type, int part) {
    if (type instanceof Type.ArrayType array) {
      return array.element();
    } else if (type instanceof Type.MapType map) {
      return part % 2 == 0 ? map.key() : map.value();
    }
    return ((Type.StructType) type).fields().get(part).type();
  }

  private static String partBuilder(Type type, int part) {
    if (type instanceof Type.ArrayType) {
      return ".elements()";
    } else if (type instanceof Type.MapType) {
      return part % 2 == 0 ? ".keys()" : ".values()";
    }
    return ".field(" + part + ")";
  }

  /** a[i], m[key], row[i], variant[key]. */
  static Value item(MethodSource method, RexCall call) {
    RexNode containerNode = call.getOperands().get(0);
    RexNode indexNode = call.getOperands().get(1);
    Value container = method.value(containerNode);
    if (container.type() instanceof Type.StructType struct
        && indexNode instanceof RexLiteral literal) {
      return field(method, container, fieldIndex(struct, literal));
    }
    Class<?> owner =
        switch (container.kind()) {
          case ARRAY -> ArrayValues.class;
          case MAP -> MapValues.class;
          default -> JsonPath.class;
        };
    boolean variant = container.type() instanceof Type.VariantType;
    boolean text = variant && TypeMapping.typeOf(indexNode.getType()) instanceof Type.TextType;
    String name = variant ? text ? "member" : "element" : "item";
    return FunctionWriter.write(method, call, new Implementation.Method(owner, name));
  }

  private static int fieldIndex(Type.StructType struct, RexLiteral literal) {
    if (SqlTypeUtil.isCharacter(literal.getType())) {
      return new RowType(struct.fields()).indexOf(literal.getValueAs(String.class));
    }
    return literal.getValueAs(Integer.class) - 1;
  }

  static Value cardinality(MethodSource method, RexCall call) {
    boolean map = TypeMapping.typeOf(call.getOperands().get(0).getType()) instanceof Type.MapType;
    return FunctionWriter.write(
        method,
        call,
        map
            ? new Implementation.Method(MapValues.class, "size")
            : new Implementation.Method(ArrayValues.class, "length"));
  }
}
