package io.millrace.planner.type;

import io.millrace.type.Type.DecimalType;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeSystemImpl;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * What types expressions have.
 *
 * <ul>
 *   <li>Decimals have up to 38 digits; DECIMAL without digits is DECIMAL(38, 0).
 *   <li>Times have up to 6 digits of a second, and have them where nothing is said.
 *   <li>Integer divided by integer is an integer, as in PostgreSQL.
 *   <li>SUM of integers is BIGINT (too large a sum is an error), of decimals a decimal of 38 digits
 *       and the same scale, of floating-point numbers DOUBLE.
 *   <li>AVG of integers and floating-point numbers is DOUBLE, of DECIMAL(p, s) it is DECIMAL(p + 4,
 *       s + 4) as far as 38 digits reach.
 * </ul>
 */
final class SqlTypeSystem extends RelDataTypeSystemImpl {
  static final SqlTypeSystem INSTANCE = new SqlTypeSystem();
  private static final int FRACTION = 6;
  private static final int AVERAGE_DIGITS = 4;

  private SqlTypeSystem() {}

  @Override
  public int getMaxPrecision(SqlTypeName name) {
    return switch (name) {
      case DECIMAL -> DecimalType.MAX_PRECISION;
      case TIME, TIME_WITH_LOCAL_TIME_ZONE, TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE -> FRACTION;
      case CHAR, VARCHAR, BINARY, VARBINARY -> Integer.MAX_VALUE;
      default -> super.getMaxPrecision(name);
    };
  }

  @Override
  public int getMaxScale(SqlTypeName name) {
    return name == SqlTypeName.DECIMAL ? DecimalType.MAX_PRECISION : super.getMaxScale(name);
  }

  @Override
  public int getDefaultPrecision(SqlTypeName name) {
    return switch (name) {
      case DECIMAL -> DecimalType.MAX_PRECISION;
      case TIME, TIME_WITH_LOCAL_TIME_ZONE, TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE -> FRACTION;
      default -> super.getDefaultPrecision(name);
    };
  }

  @Override
  public RelDataType deriveSumType(RelDataTypeFactory factory, RelDataType argument) {
    SqlTypeName result =
        switch (argument.getSqlTypeName()) {
          case TINYINT, SMALLINT, INTEGER, BIGINT -> SqlTypeName.BIGINT;
          case REAL, FLOAT, DOUBLE -> SqlTypeName.DOUBLE;
          default -> null;
        };
    if (result != null) {
      return nullableLike(factory, factory.createSqlType(result), argument);
    } else if (argument.getSqlTypeName() == SqlTypeName.DECIMAL) {
      return nullableLike(
          factory,
          factory.createSqlType(
              SqlTypeName.DECIMAL, DecimalType.MAX_PRECISION, argument.getScale()),
          argument);
    }
    return argument;
  }

  @Override
  public RelDataType deriveAvgAggType(RelDataTypeFactory factory, RelDataType argument) {
    if (argument.getSqlTypeName() == SqlTypeName.DECIMAL) {
      int whole = argument.getPrecision() - argument.getScale();
      int precision = Math.min(DecimalType.MAX_PRECISION, argument.getPrecision() + AVERAGE_DIGITS);
      int scale = Math.min(argument.getScale() + AVERAGE_DIGITS, DecimalType.MAX_PRECISION - whole);
      return nullableLike(
          factory, factory.createSqlType(SqlTypeName.DECIMAL, precision, scale), argument);
    } else if (SqlTypeName.NUMERIC_TYPES.contains(argument.getSqlTypeName())) {
      return nullableLike(factory, factory.createSqlType(SqlTypeName.DOUBLE), argument);
    }
    return argument;
  }

  /** Text of different lengths, as in CASE and UNION, becomes VARCHAR rather than padded CHAR. */
  @Override
  public boolean shouldConvertRaggedUnionTypesToVarying() {
    return true;
  }

  private static RelDataType nullableLike(
      RelDataTypeFactory factory, RelDataType type, RelDataType other) {
    return factory.createTypeWithNullability(type, other.isNullable());
  }
}
