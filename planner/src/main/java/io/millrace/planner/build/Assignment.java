package io.millrace.planner.build;

import io.millrace.planner.type.SqlTypeFactory;
import io.millrace.planner.type.TypeMapping;
import io.millrace.type.Type;
import java.util.Optional;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexNode;

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
    if (target instanceof Type.TextType text
        && !text.fixed()
        && text.length() != Type.TextType.UNLIMITED) {
      // A cast would cut what is too long; who puts the row in refuses it instead.
      return source instanceof Type.TextType
          ? Optional.of(value)
          : cast(value, Type.VARCHAR, constant);
    }
    RelDataType type =
        TypeMapping.toCalcite(target, value.getType().isNullable(), SqlTypeFactory.INSTANCE);
    return Optional.of(Calcs.REX.makeCast(type, value));
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
