package io.millrace.planner.property;

import io.millrace.planner.plan.Join;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * What a join's condition says of the times of a pair: {@code later <= earlier + delay}.
 *
 * @param later a column of the pair, of type TIMESTAMP
 * @param earlier another one
 * @param delay microseconds, may be negative
 */
record TimeBound(int later, int earlier, long delay) {
  private static final BigDecimal MICROS_PER_MILLI = BigDecimal.valueOf(1_000);

  /** More than the times that there are lie apart; so that sums do not overflow. */
  private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE / 8);

  /** A time of a pair, some microseconds later. */
  private record Shifted(int column, long by) {}

  /** Returns what the comparisons say that are all to be true. */
  static List<TimeBound> of(Join join) {
    List<TimeBound> bounds = new ArrayList<>();
    RowType pair = join.pairType();
    for (RexNode condition : RelOptUtil.conjunctions(join.residual().orElse(null))) {
      if (condition instanceof RexCall call && call.getOperands().size() == 2) {
        add(call, pair, bounds);
      }
    }
    return bounds;
  }

  private static void add(RexCall call, RowType pair, List<TimeBound> bounds) {
    SqlKind kind = call.getKind();
    boolean atMost = kind == SqlKind.LESS_THAN || kind == SqlKind.LESS_THAN_OR_EQUAL;
    boolean atLeast = kind == SqlKind.GREATER_THAN || kind == SqlKind.GREATER_THAN_OR_EQUAL;
    if (!atMost && !atLeast && kind != SqlKind.EQUALS) {
      return;
    }
    Optional<Shifted> left = shifted(call.getOperands().get(0), pair);
    Optional<Shifted> right = shifted(call.getOperands().get(1), pair);
    if (left.isEmpty() || right.isEmpty()) {
      return;
    }
    if (!atLeast) {
      bounds.add(bound(left.get(), right.get()));
    }
    if (!atMost) {
      bounds.add(bound(right.get(), left.get()));
    }
  }

  private static TimeBound bound(Shifted later, Shifted earlier) {
    return new TimeBound(later.column, earlier.column, earlier.by - later.by);
  }

  private static Optional<Shifted> shifted(RexNode node, RowType pair) {
    if (node instanceof RexInputRef reference) {
      // Where a day has 24 hours: not so for times with a zone.
      return pair.type(reference.getIndex()) instanceof Type.TimestampType time && !time.zoned()
          ? Optional.of(new Shifted(reference.getIndex(), 0))
          : Optional.empty();
    } else if (node instanceof RexCall call
        && (call.getKind() == SqlKind.PLUS || call.getKind() == SqlKind.MINUS)
        && call.getOperands().size() == 2
        && call.getOperands().get(1) instanceof RexLiteral literal) {
      Optional<Shifted> from = shifted(call.getOperands().get(0), pair);
      Optional<Long> micros = micros(literal);
      return from.isEmpty() || micros.isEmpty()
          ? Optional.empty()
          : sum(
              from.get(),
              call.getKind() == SqlKind.PLUS ? micros.get() : Math.negateExact(micros.get()));
    }
    return Optional.empty();
  }

  private static Optional<Shifted> sum(Shifted from, long by) {
    long sum = from.by + by;
    return Math.abs(sum) > MOST.longValue()
        ? Optional.empty()
        : Optional.of(new Shifted(from.column, sum));
  }

  /** Returns an interval that always takes as long. */
  private static Optional<Long> micros(RexLiteral literal) {
    if (literal.isNull() || !SqlTypeName.DAY_INTERVAL_TYPES.contains(literal.getTypeName())) {
      return Optional.empty();
    }
    BigDecimal micros = literal.getValueAs(BigDecimal.class).multiply(MICROS_PER_MILLI);
    return micros.stripTrailingZeros().scale() > 0 || micros.abs().compareTo(MOST) > 0
        ? Optional.empty()
        : Optional.of(micros.longValueExact());
  }
}
