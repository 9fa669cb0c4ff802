package io.millrace.planner.codegen;

import com.google.common.collect.Range;
import io.millrace.planner.function.kernel.LongSet;
import io.millrace.planner.function.kernel.TextSet;
import io.millrace.type.Type;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUnknownAs;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.util.DateString;
import org.apache.calcite.util.NlsString;
import org.apache.calcite.util.Sarg;

/**
 * Writes SEARCH: whether a value is in a set of points and ranges, which is what IN, BETWEEN and
 * chains of comparisons become. Many points become a look-up; all else becomes comparisons.
 */
final class SearchWriter {
  private static final int FEWEST_POINTS_OF_A_SET = 5;

  private SearchWriter() {}

  static Value write(MethodSource method, RexCall call) {
    RexLiteral literal = (RexLiteral) call.getOperands().get(1);
    Sarg<?> sarg = Objects.requireNonNull(literal.getValueAs(Sarg.class));
    boolean complement = sarg.isComplementedPoints();
    Sarg<?> points = complement ? sarg.negate() : sarg;
    if (points.isPoints() && points.pointCount >= FEWEST_POINTS_OF_A_SET) {
      Value operand = method.value(call.getOperands().get(0));
      String test = lookUp(method, operand, points);
      if (test != null) {
        return nullAs(method, sarg.nullAs, operand, complement ? "!" + test : test);
      }
    }
    RexBuilder builder = method.owner().rexBuilder();
    RexNode expanded = RexUtil.expandSearch(builder, null, call);
    return method.value(expanded);
  }

  private static Value nullAs(
      MethodSource method, RexUnknownAs nullAs, Value operand, String test) {
    return switch (nullAs) {
      case UNKNOWN -> method.strict(Type.BOOLEAN, operand.isNull(), test);
      case TRUE -> method.define(Type.BOOLEAN, Value.NEVER, operand.isNull() + " || " + test);
      case FALSE ->
          method.define(Type.BOOLEAN, Value.NEVER, "!" + operand.isNull() + " && " + test);
    };
  }

  /** Returns the test whether a value is one of these points, or null where there is no set. */
  private static String lookUp(MethodSource method, Value operand, Sarg<?> sarg) {
    List<Object> points = new ArrayList<>();
    for (Range<?> range : sarg.rangeSet.asRanges()) {
      points.add(range.lowerEndpoint());
    }
    if (operand.kind() == Kind.LONG) {
      long[] values = longs(operand.type(), points);
      if (values == null) {
        return null;
      }
      String set = method.owner().constant(LongSet.class, points, LongSet.of(values));
      return set + ".contains(" + operand.text() + ")";
    } else if (operand.type() instanceof Type.TextType text && !text.fixed()) {
      List<byte[]> values = new ArrayList<>();
      for (Object point : points) {
        if (!(point instanceof NlsString string)) {
          return null;
        }
        values.add(string.getValue().getBytes(StandardCharsets.UTF_8));
      }
      String set = method.owner().constant(TextSet.class, points, TextSet.of(values));
      return set + ".contains(" + operand.arguments() + ")";
    }
    return null;
  }

  /** Returns the points as a column of the type stores them, or null for types left to compare. */
  private static long[] longs(Type type, List<Object> points) {
    long[] values = new long[points.size()];
    int count = 0;
    for (Object point : points) {
      if (point instanceof BigDecimal number && Numbers.isExact(type)) {
        BigDecimal unscaled = number.movePointRight(Numbers.scale(type));
        BigDecimal whole = unscaled.setScale(0, RoundingMode.DOWN);
        // A point between two values of the type is equal to none of them.
        if (whole.compareTo(unscaled) == 0 && whole.toBigInteger().bitLength() < Long.SIZE) {
          values[count++] = whole.longValueExact();
        }
      } else if (point instanceof DateString date && type instanceof Type.DateType) {
        values[count++] = date.getDaysSinceEpoch();
      } else {
        return null;
      }
    }
    return Arrays.copyOf(values, count);
  }
}
