package io.millrace.planner.function;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeTransforms;
import org.apache.calcite.util.Optionality;

/** Functions that stand before OVER alone. */
public final class OverFunctions {
  private static final SqlOperandTypeChecker SHIFTED =
      OperandTypes.ANY
          .or(OperandTypes.ANY_NUMERIC)
          .or(OperandTypes.ANY_NUMERIC_ANY.and(OperandTypes.same(3, 0, 2)));

  private static final SqlReturnTypeInference NULLABLE =
      ReturnTypes.ARG0.andThen(SqlTypeTransforms.FORCE_NULLABLE);

  private static final SqlAggFunction LAG = valueOf(SqlKind.LAG, OverFunctions::shifted, SHIFTED);

  private static final SqlAggFunction LEAD = valueOf(SqlKind.LEAD, OverFunctions::shifted, SHIFTED);

  private static final SqlAggFunction FIRST_VALUE =
      valueOf(SqlKind.FIRST_VALUE, NULLABLE, OperandTypes.ANY);

  private static final SqlAggFunction LAST_VALUE =
      valueOf(SqlKind.LAST_VALUE, NULLABLE, OperandTypes.ANY);

  private static final SqlAggFunction NTH_VALUE =
      valueOf(SqlKind.NTH_VALUE, NULLABLE, OperandTypes.ANY_NUMERIC);

  private static final Set<SqlKind> KINDS =
      Set.of(
          SqlKind.ROW_NUMBER,
          SqlKind.RANK,
          SqlKind.DENSE_RANK,
          SqlKind.PERCENT_RANK,
          SqlKind.CUME_DIST,
          SqlKind.NTILE,
          SqlKind.LAG,
          SqlKind.LEAD,
          SqlKind.FIRST_VALUE,
          SqlKind.LAST_VALUE,
          SqlKind.NTH_VALUE);

  private OverFunctions() {}

  /** Returns whether a function needs OVER, and is none of rows alone. */
  public static boolean contains(String name) {
    return KINDS.stream().anyMatch(kind -> kind.name().equalsIgnoreCase(name));
  }

  private static SqlAggFunction valueOf(
      SqlKind kind, SqlReturnTypeInference result, SqlOperandTypeChecker operands) {
    return new OfRows(kind, result, operands);
  }

  /** The value of another row; its type says that there may be no such row, or no value. */
  private static final class OfRows extends SqlAggFunction {
    private final boolean framed;

    OfRows(SqlKind kind, SqlReturnTypeInference result, SqlOperandTypeChecker operands) {
      super(
          kind.name(),
          null,
          kind,
          result,
          null,
          operands,
          SqlFunctionCategory.NUMERIC,
          false,
          true,
          Optionality.FORBIDDEN);
      framed = kind != SqlKind.LAG && kind != SqlKind.LEAD;
    }

    @Override
    public boolean allowsFraming() {
      return framed;
    }

    @Override
    public boolean allowsNullTreatment() {
      return true;
    }
  }

  /** The type of the value and of what stands in for it: null where either may be. */
  private static RelDataType shifted(SqlOperatorBinding call) {
    List<RelDataType> types = new ArrayList<>();
    types.add(call.getOperandType(0));
    if (call.getOperandCount() > 2) {
      types.add(call.getOperandType(2));
    }
    RelDataType type = call.getTypeFactory().leastRestrictive(types);
    if (type == null || type.getFamily() == SqlTypeFamily.CHARACTER) {
      type = call.getTypeFactory().createSqlType(SqlTypeName.VARCHAR);
    }
    boolean nullable = types.size() < 2 || types.stream().anyMatch(RelDataType::isNullable);
    return call.getTypeFactory().createTypeWithNullability(type, nullable);
  }

  private static FunctionEntry of(SqlOperator operator, String signature, String description) {
    return new FunctionEntry(
        operator, signature, new Implementation.OfOperator(), description, "", "");
  }

  static List<FunctionEntry> entries() {
    return List.of(
        of(
            SqlStdOperatorTable.ROW_NUMBER,
            "ROW_NUMBER() OVER (...)",
            "The row's number in its partition, from 1; rows that tie are told apart by all"
                + " their columns"),
        of(
            SqlStdOperatorTable.RANK,
            "RANK() OVER (...)",
            "The number of the first row that ties with this one"),
        of(
            SqlStdOperatorTable.DENSE_RANK,
            "DENSE_RANK() OVER (...)",
            "How many different values of the order there are up to this row"),
        of(
            SqlStdOperatorTable.PERCENT_RANK,
            "PERCENT_RANK() OVER (...)",
            "The rank less 1, over the number of other rows; 0 in a partition of one row"),
        of(
            SqlStdOperatorTable.CUME_DIST,
            "CUME_DIST() OVER (...)",
            "Which part of the partition's rows do not come after this one and those it ties with"),
        of(
            SqlStdOperatorTable.NTILE,
            "NTILE(n) OVER (...)",
            "Which of n groups of nearly equal size the row is in, from 1"),
        of(
            LAG,
            "LAG(a [, rows [, default]]) [IGNORE NULLS] OVER (...)",
            "The value of the row so many (1) before; the default where there is none"),
        of(
            LEAD,
            "LEAD(a [, rows [, default]]) [IGNORE NULLS] OVER (...)",
            "The value of the row so many (1) after; the default where there is none"),
        of(
            FIRST_VALUE,
            "FIRST_VALUE(a) [IGNORE NULLS] OVER (...)",
            "The value of the frame's first row"),
        of(
            LAST_VALUE,
            "LAST_VALUE(a) [IGNORE NULLS] OVER (...)",
            "The value of the frame's last row; without a frame of one's own that is the last row"
                + " that ties with this one"),
        of(
            NTH_VALUE,
            "NTH_VALUE(a, n) [IGNORE NULLS] OVER (...)",
            "The value of the frame's row of this number, from 1"));
  }
}
