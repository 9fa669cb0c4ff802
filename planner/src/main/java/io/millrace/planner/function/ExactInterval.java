package io.millrace.planner.function;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIntervalLiteral;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.type.InferTypes;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorScope;
import org.apache.calcite.sql2rel.SqlRexContext;

/**
 * A constant length of time with more digits than milliseconds, which is all that Calcite's own
 * literals keep. Stands around such a literal until it becomes an expression.
 */
public final class ExactInterval extends SqlSpecialOperator {
  private static final ExactInterval OPERATOR = new ExactInterval();

  /** The digits of a second behind the milliseconds. */
  private static final Pattern BEHIND_MILLIS = Pattern.compile(".*\\.\\d{3}(\\d{1,3})\\s*");

  private ExactInterval() {
    super(
        "INTERVAL",
        SqlKind.OTHER_FUNCTION,
        0,
        false,
        ReturnTypes.ARG0,
        InferTypes.RETURN_TYPE,
        OperandTypes.INTERVAL);
  }

  /** It is not looked up by its name, which is nobody's to write. */
  @Override
  public RelDataType deriveType(SqlValidator validator, SqlValidatorScope scope, SqlCall call) {
    return validateOperands(validator, scope, call);
  }

  /** Returns a literal that keeps all its digits. */
  public static SqlNode of(SqlLiteral literal) {
    return literal instanceof SqlIntervalLiteral && digits(literal).matches()
        ? OPERATOR.createCall(literal.getParserPosition(), literal)
        : literal;
  }

  private static Matcher digits(SqlLiteral literal) {
    return BEHIND_MILLIS.matcher(
        literal.getValueAs(SqlIntervalLiteral.IntervalValue.class).getIntervalLiteral());
  }

  static boolean is(SqlCall call) {
    return call.getOperator().equals(OPERATOR);
  }

  static RexNode convert(SqlRexContext context, SqlCall call) {
    SqlLiteral literal = call.operand(0);
    var value = literal.getValueAs(SqlIntervalLiteral.IntervalValue.class);
    Matcher digits = digits(literal);
    if (!digits.matches()) {
      throw new IllegalStateException("no digits behind milliseconds: " + value);
    }
    String behind = digits.group(1);
    BigDecimal rest =
        new BigDecimal(behind)
            .movePointLeft(behind.length())
            .multiply(
                BigDecimal.valueOf(
                    value.getSign() * (value.getIntervalLiteral().startsWith("-") ? -1L : 1L)));
    return context
        .getRexBuilder()
        .makeIntervalLiteral(
            literal.getValueAs(BigDecimal.class).add(rest), value.getIntervalQualifier());
  }
}
