package io.millrace.planner.codegen;

import io.millrace.planner.function.FunctionEntry;
import io.millrace.planner.function.FunctionTable;
import io.millrace.planner.function.Implementation;
import io.millrace.planner.function.kernel.LikePattern;
import io.millrace.planner.function.kernel.Regex;
import io.millrace.planner.function.kernel.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.type.SqlTypeFamily;

/**
 * The order in which operands of AND and OR are evaluated: what takes less effort first, for it may
 * decide alone. Only operands that cannot fail change places, and only with one another: whatever
 * may fail is evaluated for the same rows as in the order written, so that its errors stay guarded
 * as they are.
 */
final class EvaluationOrder {
  private static final Set<String> TOTAL_TEXT_FUNCTIONS =
      Set.of(
          "lower",
          "upper",
          "initcap",
          "charLength",
          "octetLength",
          "position",
          "strpos",
          "contains",
          "startsWith",
          "endsWith",
          "reverse");

  private static final Set<SqlTypeFamily> COMPARED_BY_VALUE =
      Set.of(
          SqlTypeFamily.BOOLEAN,
          SqlTypeFamily.NUMERIC,
          SqlTypeFamily.CHARACTER,
          SqlTypeFamily.BINARY,
          SqlTypeFamily.DATE,
          SqlTypeFamily.TIME);

  private EvaluationOrder() {}

  /** What evaluating an expression takes, the least first. */
  private enum Effort {
    VALUES,
    TEXT,
    REGULAR_EXPRESSION,
    /** Not to be evaluated where it would not be otherwise. */
    MAY_FAIL;

    Effort and(Effort other) {
      return compareTo(other) < 0 ? other : this;
    }
  }

  /** Returns the operands in the order to evaluate them in. */
  static List<RexNode> of(List<RexNode> operands) {
    List<RexNode> ordered = new ArrayList<>(operands);
    int from = 0;
    for (int o = 0; o <= operands.size(); o++) {
      if (o == operands.size() || effort(operands.get(o)) == Effort.MAY_FAIL) {
        ordered.subList(from, o).sort(Comparator.comparing(EvaluationOrder::effort));
        from = o + 1;
      }
    }
    return ordered;
  }

  private static Effort effort(RexNode node) {
    if (node instanceof RexInputRef || node instanceof RexLiteral) {
      return Effort.VALUES;
    } else if (!(node instanceof RexCall call)) {
      return Effort.MAY_FAIL;
    } else {
      Effort effort = own(call);
      for (RexNode operand : call.getOperands()) {
        if (effort == Effort.MAY_FAIL) {
          break;
        }
        effort = effort.and(effort(operand));
      }
      return effort;
    }
  }

  /** What a call adds to its operands. */
  private static Effort own(RexCall call) {
    return switch (call.getKind()) {
      case AND,
          OR,
          NOT,
          IS_NULL,
          IS_NOT_NULL,
          IS_TRUE,
          IS_NOT_TRUE,
          IS_FALSE,
          IS_NOT_FALSE,
          IS_UNKNOWN ->
          Effort.VALUES;
      case SEARCH,
          EQUALS,
          NOT_EQUALS,
          LESS_THAN,
          LESS_THAN_OR_EQUAL,
          GREATER_THAN,
          GREATER_THAN_OR_EQUAL,
          IS_DISTINCT_FROM,
          IS_NOT_DISTINCT_FROM ->
          isOfOneFamily(call) ? Effort.VALUES : Effort.MAY_FAIL;
      default ->
          FunctionTable.find(call.getOperator())
              .map(FunctionEntry::implementation)
              .filter(Implementation.Method.class::isInstance)
              .map(method -> function((Implementation.Method) method, call.getOperands()))
              .orElse(Effort.MAY_FAIL);
    };
  }

  private static boolean isOfOneFamily(RexCall comparison) {
    RexNode a = comparison.getOperands().get(0);
    RexNode b = comparison.getOperands().get(1);
    SqlTypeFamily family = family(a);
    // A local time is converted by a time zone to be compared with an instant.
    return a.getType().getSqlTypeName() == b.getType().getSqlTypeName()
            && family == SqlTypeFamily.TIMESTAMP
        || family != null && COMPARED_BY_VALUE.contains(family) && family == family(b);
  }

  private static SqlTypeFamily family(RexNode operand) {
    return operand.getType().getSqlTypeName().getFamily();
  }

  private static Effort function(Implementation.Method method, List<RexNode> operands) {
    boolean total = false;
    Effort effort = Effort.TEXT;
    if (method.owner() == Text.class) {
      total = TOTAL_TEXT_FUNCTIONS.contains(method.name());
    } else if (method.owner() == LikePattern.class) {
      // An escape that nothing follows is an error.
      String pattern = literal(operands.get(1));
      total = operands.size() == 2 && pattern != null && pattern.indexOf('\\') < 0;
    } else if (method.owner() == Regex.class) {
      effort = Effort.REGULAR_EXPRESSION;
      total = isTotal(method.name(), operands);
    }
    return total ? effort : Effort.MAY_FAIL;
  }

  private static boolean isTotal(String regexFunction, List<RexNode> operands) {
    String pattern = literal(operands.get(1));
    int groups = pattern == null ? -1 : Regex.groups(pattern);
    if (groups < 0) {
      return false;
    }
    return switch (regexFunction) {
      case "like", "likeIgnoringCase", "substring", "count", "position" -> operands.size() == 2;
      case "extract" -> operands.size() == 2 || isBetween(0, operands.get(2), groups);
      default -> false;
    };
  }

  private static boolean isBetween(int least, RexNode number, int most) {
    if (!(number instanceof RexLiteral literal) || literal.isNull()) {
      return false;
    }
    Long value = literal.getValueAs(Long.class);
    return value != null && least <= value && value <= most;
  }

  /** Returns the text of a literal, else null. */
  private static String literal(RexNode node) {
    return node instanceof RexLiteral literal && family(node) == SqlTypeFamily.CHARACTER
        ? literal.getValueAs(String.class)
        : null;
  }
}
