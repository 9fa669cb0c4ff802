package io.millrace.planner.build;

import io.millrace.planner.type.SqlTypeFactory;
import io.millrace.planner.type.TypeMapping;
import io.millrace.type.Type;
import java.math.BigDecimal;
import java.util.Optional;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.fun.SqlTrimFunction;

/**
 * Casts of values that are put into columns. Numbers become other numbers, dates and timestamps
 * each other, anything simple becomes text, and a constant text becomes anything; what does not fit
 * is an error when it happens.
 */
public final class Assignment {

  private Assignment() {}

  /**
   * Returns the value in the column's type.
   *
   * @param constant whether the value is a constant of the user's
   * @return empty where there is no such assignment
   */
  public static Optional<RexNode> cast(RexNode value, Type target, boolean constant) {
    Type source = TypeMapping.typeOf(value.getType());
    if (source.equals(target)) {
      return Optional.of(value);
    } else if (!isAssignable(source, target, constant)) {
      return Optional.empty();
    }
    if (target instanceof Type.TextType text && text.length() != Type.TextType.UNLIMITED) {
      RexNode written = source instanceof Type.TextType ? value : makeCast(value, Type.VARCHAR);
      return Optional.of(fit(written, text));
    } else if (target instanceof Type.BinaryType binary
        && binary.length() != Type.TextType.UNLIMITED) {
      return Optional.of(fit(value, source, binary));
    }
    return Optional.of(makeCast(value, target));
  }

  private static RexNode makeCast(RexNode value, Type target) {
    RelDataType type =
        TypeMapping.toCalcite(target, value.getType().isNullable(), SqlTypeFactory.INSTANCE);
    return Calcs.REX.makeCast(type, value);
  }

  /**
   * Returns a text as its column holds it: padded, and without spaces at its end that are too many.
   * Other letters that are too many stay, where a cast would cut them: who puts the row in refuses
   * it (SQL:2016 part 2, 9.2 'Store assignment').
   */
  private static RexNode fit(RexNode value, Type.TextType target) {
    if (!(TypeMapping.typeOf(value.getType()) instanceof Type.TextType source)) {
      return value;
    }
    boolean fits = source.length() != Type.TextType.UNLIMITED && source.length() <= target.length();
    if (fits) {
      return target.fixed() ? makeCast(value, target) : value;
    }
    RexNode unpadded =
        Calcs.REX.makeCall(
            SqlStdOperatorTable.TRIM,
            Calcs.REX.makeFlag(SqlTrimFunction.Flag.TRAILING),
            Calcs.REX.makeLiteral(" "),
            value);
    return castIf(
        Calcs.REX.makeCall(SqlStdOperatorTable.CHAR_LENGTH, unpadded),
        target.length(),
        value,
        target);
  }

  /** Returns bytes as their column holds them, as {@link #fit(RexNode, Type.TextType)} does. */
  private static RexNode fit(RexNode value, Type source, Type.BinaryType target) {
    boolean known =
        source instanceof Type.BinaryType binary && binary.length() != Type.TextType.UNLIMITED;
    if (known && ((Type.BinaryType) source).length() <= target.length()) {
      return target.fixed() ? makeCast(value, target) : value;
    } else if (!(source instanceof Type.BinaryType)) {
      return makeCast(value, target);
    }
    return castIf(
        Calcs.REX.makeCall(SqlStdOperatorTable.OCTET_LENGTH, value),
        target.length(),
        value,
        target);
  }

  private static RexNode castIf(RexNode length, int most, RexNode value, Type target) {
    RexNode isShort =
        Calcs.REX.makeCall(
            SqlStdOperatorTable.LESS_THAN_OR_EQUAL,
            length,
            Calcs.REX.makeExactLiteral(BigDecimal.valueOf(most)));
    return Calcs.REX.makeCall(SqlStdOperatorTable.CASE, isShort, makeCast(value, target), value);
  }

  private static boolean isAssignable(Type source, Type target, boolean constant) {
    if (source instanceof Type.NullType) {
      return true;
    } else if (source instanceof Type.TextType) {
      return target instanceof Type.TextType
          || target instanceof Type.VariantType
          || constant && isSimple(target);
    } else if (target instanceof Type.TextType) {
      return isSimple(source);
    } else if (isNumber(source)) {
      return isNumber(target) || target instanceof Type.VariantType;
    } else if (source instanceof Type.DateType || source instanceof Type.TimestampType) {
      return target instanceof Type.DateType || target instanceof Type.TimestampType;
    } else if (source instanceof Type.ArrayType from && target instanceof Type.ArrayType to) {
      return isAssignable(from.element(), to.element(), constant);
    } else if (source instanceof Type.MapType from && target instanceof Type.MapType to) {
      return isAssignable(from.key(), to.key(), constant)
          && isAssignable(from.value(), to.value(), constant);
    } else if (source instanceof Type.StructType from && target instanceof Type.StructType to) {
      return assignable(from, to, constant);
    }
    return source.getClass() == target.getClass();
  }

  private static boolean assignable(Type.StructType from, Type.StructType to, boolean constant) {
    if (from.fields().size() != to.fields().size()) {
      return false;
    }
    for (int i = 0; i < from.fields().size(); i++) {
      if (!isAssignable(from.fields().get(i).type(), to.fields().get(i).type(), constant)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isNumber(Type type) {
    return type instanceof Type.IntegerType
        || type instanceof Type.FloatingType
        || type instanceof Type.DecimalType;
  }

  private static boolean isSimple(Type type) {
    return switch (type.storage()) {
      case ARRAY, MAP, ROW -> false;
      default -> true;
    };
  }
}
