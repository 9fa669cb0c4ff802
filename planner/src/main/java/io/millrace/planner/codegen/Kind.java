package io.millrace.planner.codegen;

import io.millrace.type.Type;
import java.util.List;

/** How generated code holds a value: the Java types of its locals, and what they are when null. */
enum Kind {
  BOOLEAN(List.of("boolean"), List.of("false")),
  LONG(List.of("long"), List.of("0L")),
  DOUBLE(List.of("double"), List.of("0.0")),
  /** The unscaled value of a decimal over 18 digits. */
  WIDE(List.of("java.math.BigInteger"), List.of("java.math.BigInteger.ZERO")),
  /** Data, start, length. */
  BYTES(
      List.of("byte[]", "int", "int"),
      List.of("io.millrace.planner.function.kernel.Result.EMPTY", "0", "0")),
  /** A row of a column. */
  ARRAY(List.of("io.millrace.batch.ArrayColumn", "int"), List.of("null", "0")),
  MAP(List.of("io.millrace.batch.MapColumn", "int"), List.of("null", "0")),
  ROW(List.of("io.millrace.batch.RowColumn", "int"), List.of("null", "0"));

  final List<String> javaTypes;
  final List<String> whenNull;

  Kind(List<String> javaTypes, List<String> whenNull) {
    this.javaTypes = javaTypes;
    this.whenNull = whenNull;
  }

  static Kind of(Type type) {
    return switch (type.storage()) {
      case LONG -> type instanceof Type.BooleanType ? BOOLEAN : LONG;
      case DOUBLE -> DOUBLE;
      case WIDE -> WIDE;
      case BYTES -> BYTES;
      case ARRAY -> ARRAY;
      case MAP -> MAP;
      case ROW -> ROW;
    };
  }

  boolean isNested() {
    return this == ARRAY || this == MAP || this == ROW;
  }
}
