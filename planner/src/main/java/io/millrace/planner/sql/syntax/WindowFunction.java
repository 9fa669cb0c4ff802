package io.millrace.planner.sql.syntax;

import io.millrace.error.ErrorCode;
import io.millrace.planner.plan.Window;
import io.millrace.planner.sql.error.ErrorTranslator;
import io.millrace.planner.sql.error.PlacedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperandCountRange;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.sql.util.SqlOperatorTables;

/**
 * The start or the end of a row's window, as a marker in a projection: {@code $TUMBLE_START(ts,
 * size)}. {@link SyntaxRewriter} puts it in the place of windows as users write them, and
 * projections with it become windows of the algebra once they are validated.
 *
 * <p>Operands: the time, then the intervals in the order in which users write them, then the
 * session's keys.
 */
public final class WindowFunction extends SqlFunction {
  private static final List<SqlOperator> ALL = new ArrayList<>();

  static {
    for (Window.Kind kind : Window.Kind.values()) {
      ALL.add(new WindowFunction(kind, false));
      ALL.add(new WindowFunction(kind, true));
    }
  }

  /** All window functions, for the validator. */
  public static final SqlOperatorTable TABLE = SqlOperatorTables.of(ALL);

  private final Window.Kind kind;
  private final boolean end;

  private WindowFunction(Window.Kind kind, boolean end) {
    super(
        "$" + kind + (end ? "_END" : "_START"),
        SqlKind.OTHER_FUNCTION,
        ReturnTypes.ARG0.andThen(
            (binding, type) -> binding.getTypeFactory().createTypeWithNullability(type, false)),
        null,
        new Operands(kind),
        SqlFunctionCategory.SYSTEM);
    this.kind = kind;
    this.end = end;
  }

  static WindowFunction start(Window.Kind kind) {
    return (WindowFunction) ALL.get(kind.ordinal() * 2);
  }

  static WindowFunction end(Window.Kind kind) {
    return (WindowFunction) ALL.get(kind.ordinal() * 2 + 1);
  }

  public Window.Kind kind() {
    return kind;
  }

  /** Returns whether this is the end of the window, not its start. */
  public boolean isEnd() {
    return end;
  }

  /** Returns how many intervals a window of this kind needs. */
  public static int intervals(Window.Kind kind) {
    return kind == Window.Kind.HOP || kind == Window.Kind.CUMULATE ? 2 : 1;
  }

  /** Returns how users call it: {@code TUMBLE(time, size [, offset])}. */
  public static String usage(Window.Kind kind) {
    return switch (kind) {
      case TUMBLE -> "TUMBLE(time, size [, offset])";
      case HOP -> "HOP(time, slide, size [, offset])";
      case CUMULATE -> "CUMULATE(time, step, size [, offset])";
      case SESSION -> "SESSION(time, gap)";
    };
  }

  @Override
  public boolean isDeterministic() {
    return true;
  }

  /** What may stand in the parentheses. */
  private record Operands(Window.Kind kind) implements SqlOperandTypeChecker {
    @Override
    public boolean checkOperandTypes(SqlCallBinding binding, boolean throwOnFailure) {
      SqlCall call = binding.getCall();
      RelDataType time = binding.getOperandType(0);
      if (!SqlTypeUtil.isTimestamp(time)
          && time.getSqlTypeName() != SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE) {
        throw new PlacedException(
            ErrorCode.DATATYPE_MISMATCH,
            kind
                + " needs a TIMESTAMP column, but \""
                + call.operand(0)
                + "\" is "
                + ErrorTranslator.typeName(time.toString()),
            call.operand(0).getParserPosition());
      }
      int intervals = intervals(kind);
      int most = kind == Window.Kind.SESSION ? 1 : intervals + 1;
      for (int i = 1; i <= Math.min(most, call.operandCount() - 1); i++) {
        SqlNode operand = call.operand(i);
        if (SqlTypeName.YEAR_INTERVAL_TYPES.contains(binding.getOperandType(i).getSqlTypeName())) {
          throw new PlacedException(
              ErrorCode.FEATURE_NOT_SUPPORTED,
              "a window of months or years is not supported; days are the longest unit",
              operand.getParserPosition());
        }
        if (operand.getKind() != SqlKind.LITERAL
            || !SqlTypeUtil.isInterval(binding.getOperandType(i))) {
          throw new PlacedException(
              ErrorCode.DATATYPE_MISMATCH,
              "a length of a window is a constant such as INTERVAL '1' MINUTE; usage: "
                  + usage(kind),
              operand.getParserPosition());
        }
      }
      return true;
    }

    @Override
    public SqlOperandCountRange getOperandCountRange() {
      return SqlOperandCountRanges.from(1 + intervals(kind));
    }

    @Override
    public String getAllowedSignatures(SqlOperator operator, String name) {
      return usage(kind).toLowerCase(Locale.ROOT);
    }
  }
}
