package io.millrace.planner.function;

import org.apache.calcite.sql.type.SqlTypeTransform;

/** How the nullability of a result follows from the arguments, where Calcite has no word for it. */
final class Nullability {
  static final SqlTypeTransform NEVER =
      (binding, type) -> binding.getTypeFactory().createTypeWithNullability(type, false);

  static final SqlTypeTransform ALWAYS =
      (binding, type) -> binding.getTypeFactory().createTypeWithNullability(type, true);

  static final SqlTypeTransform OF_FIRST =
      (binding, type) ->
          binding
              .getTypeFactory()
              .createTypeWithNullability(type, binding.getOperandType(0).isNullable());

  private Nullability() {}
}
