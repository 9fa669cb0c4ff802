package io.millrace.planner.build;

import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.error.Position;
import io.millrace.operator.over.Frame;
import io.millrace.operator.over.RangeDistance;
import io.millrace.type.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexWindow;
import org.apache.calcite.rex.RexWindowBound;
import org.apache.calcite.sql.type.SqlTypeName;

/** Turns the frames of OVER into ours; places are those of the statement's first OVER. */
final class FrameBuilder {
  private static final BigDecimal MICROS_PER_MILLI = BigDecimal.valueOf(1000);
  private static final BigInteger MICROS_PER_DAY = BigInteger.valueOf(86_400_000_000L);

  private final Position place;

  FrameBuilder(Position place) {
    this.place = place;
  }

  /**
   * Returns a window's frame.
   *
   * @param order the type of the first column of its order, or null for none
   */
  Frame frame(RexWindow window, Type order) {
    Frame.Unit unit = window.isRows() ? Frame.Unit.ROWS : Frame.Unit.RANGE;
    return new Frame(
        unit,
        bound(window.getLowerBound(), unit, order),
        bound(window.getUpperBound(), unit, order),
        exclusion(window));
  }

  /** Returns whether a frame of the window goes by distances in value. */
  static boolean hasDistance(RexWindow window) {
    return !window.isRows()
        && (window.getLowerBound().getOffset() != null
            || window.getUpperBound().getOffset() != null);
  }

  private static Frame.Exclusion exclusion(RexWindow window) {
    return switch (window.getExclude()) {
      case EXCLUDE_NO_OTHER -> Frame.Exclusion.NOTHING;
      case EXCLUDE_CURRENT_ROW -> Frame.Exclusion.CURRENT_ROW;
      case EXCLUDE_GROUP -> Frame.Exclusion.GROUP;
      case EXCLUDE_TIES -> Frame.Exclusion.TIES;
    };
  }

  private Frame.Bound bound(RexWindowBound bound, Frame.Unit unit, Type order) {
    if (bound.isUnboundedPreceding()) {
      return Frame.Bound.FIRST;
    } else if (bound.isUnboundedFollowing()) {
      return Frame.Bound.LAST;
    } else if (bound.isCurrentRow()) {
      return Frame.Bound.CURRENT;
    }
    RexNode offset = bound.getOffset();
    if (!(offset instanceof RexLiteral literal) || literal.isNull()) {
      throw error(
          ErrorCode.FEATURE_NOT_SUPPORTED,
          "the bounds of a frame must be constants: a number, or an interval");
    }
    BigDecimal value = literal.getValueAs(BigDecimal.class);
    if (value.signum() < 0) {
      throw error(
          ErrorCode.INVALID_PARAMETER_VALUE,
          "the bounds of a frame must not be negative; PRECEDING and FOLLOWING say the direction");
    }
    if (unit == Frame.Unit.ROWS) {
      long rows = value.min(BigDecimal.valueOf(Long.MAX_VALUE)).longValue();
      return bound.isPreceding() ? Frame.Bound.preceding(rows) : Frame.Bound.following(rows);
    }
    RangeDistance distance = distance(value, literal, order);
    return bound.isPreceding() ? Frame.Bound.preceding(distance) : Frame.Bound.following(distance);
  }

  /** What is smaller than the least difference of two values makes no difference. */
  private RangeDistance distance(BigDecimal value, RexLiteral literal, Type order) {
    SqlTypeName type = literal.getType().getSqlTypeName();
    boolean months = SqlTypeName.YEAR_INTERVAL_TYPES.contains(type);
    if (months || SqlTypeName.DAY_INTERVAL_TYPES.contains(type)) {
      return interval(value, months, order);
    } else if (order instanceof Type.IntegerType) {
      return RangeDistance.of(whole(value));
    } else if (order instanceof Type.DecimalType decimal) {
      return RangeDistance.of(whole(value.movePointRight(decimal.scale())));
    } else if (order instanceof Type.FloatingType) {
      return RangeDistance.of(value.doubleValue());
    }
    throw unsupported(order);
  }

  private RangeDistance interval(BigDecimal value, boolean months, Type order) {
    BigInteger micros = months ? null : whole(value.multiply(MICROS_PER_MILLI));
    if (order instanceof Type.DateType) {
      return months
          ? RangeDistance.months(value.longValue(), true)
          : RangeDistance.of(micros.divide(MICROS_PER_DAY));
    } else if (order instanceof Type.TimestampType) {
      return months ? RangeDistance.months(value.longValue(), false) : RangeDistance.of(micros);
    } else if (order instanceof Type.TimeType && !months) {
      return RangeDistance.of(micros);
    } else if (order instanceof Type.IntervalType ordered && ordered.months() == months) {
      return RangeDistance.of(months ? whole(value) : micros);
    }
    throw unsupported(order);
  }

  private static BigInteger whole(BigDecimal value) {
    return value.setScale(0, RoundingMode.FLOOR).toBigInteger();
  }

  private MillraceException unsupported(Type order) {
    return error(
        ErrorCode.DATATYPE_MISMATCH,
        "RANGE with this bound cannot go by "
            + (order == null ? "no order" : order.sql())
            + "; numbers take a number, dates and timestamps an interval");
  }

  private MillraceException error(ErrorCode code, String message) {
    return new MillraceException(code, message, place);
  }
}
