package io.millrace.planner.codegen;

import io.millrace.planner.function.kernel.Decimals;
import io.millrace.type.Type;

/** What the writers of arithmetic, comparison and casts share about numeric types. */
final class Numbers {
  private static final int BIGINT_DIGITS = 19;

  private Numbers() {}

  static boolean isNumeric(Type type) {
    return type instanceof Type.IntegerType
        || type instanceof Type.DecimalType
        || type instanceof Type.FloatingType;
  }

  static boolean isExact(Type type) {
    return type instanceof Type.IntegerType || type instanceof Type.DecimalType;
  }

  static int scale(Type type) {
    return type instanceof Type.DecimalType decimal ? decimal.scale() : 0;
  }

  /** Returns the most digits that a value of an exact type has. */
  static int precision(Type type) {
    if (type instanceof Type.DecimalType decimal) {
      return decimal.precision();
    }
    return switch (((Type.IntegerType) type).bits()) {
      case 8 -> 3;
      case 16 -> 5;
      case 32 -> 10;
      default -> BIGINT_DIGITS;
    };
  }

  /** Returns an exact value's unscaled integer as a BigInteger expression. */
  static String wide(MethodSource method, Value value) {
    return value.kind() == Kind.WIDE
        ? value.text()
        : method.use(Decimals.class) + ".wide(" + value.text() + ")";
  }
}
