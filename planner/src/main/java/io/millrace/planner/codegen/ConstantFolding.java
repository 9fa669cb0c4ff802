package io.millrace.planner.codegen;

import io.millrace.batch.Batch;
import io.millrace.batch.BytesColumn;
import io.millrace.batch.Column;
import io.millrace.batch.DoubleColumn;
import io.millrace.batch.LongColumn;
import io.millrace.batch.WideColumn;
import io.millrace.error.MillraceException;
import io.millrace.planner.function.kernel.Decimals;
import io.millrace.planner.function.kernel.JavaValues;
import io.millrace.planner.type.TypeMapping;
import io.millrace.type.Type;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.calcite.avatica.util.ByteString;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexExecutor;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.util.DateString;
import org.apache.calcite.util.TimeString;
import org.apache.calcite.util.TimestampString;

/**
 * Folds constants by running them as any other expression. What fails stays as it is, and fails
 * when, and only if, a row needs it.
 */
final class ConstantFolding implements RexExecutor {
  private final ExpressionCompiler compiler;
  private final Map<RexNode, RexNode> folded = new HashMap<>();

  ConstantFolding(ExpressionCompiler compiler) {
    this.compiler = compiler;
  }

  @Override
  public void reduce(RexBuilder builder, List<RexNode> expressions, List<RexNode> reduced) {
    List<RexNode> unknown =
        expressions.stream()
            .filter(e -> !(e instanceof RexLiteral) && !folded.containsKey(e))
            .distinct()
            .toList();
    fold(builder, unknown);
    for (RexNode expression : expressions) {
      reduced.add(folded.getOrDefault(expression, expression));
    }
  }

  /** Runs all in one class; one by one only where that fails, to find those that do not. */
  private void fold(RexBuilder builder, List<RexNode> expressions) {
    if (expressions.isEmpty()) {
      return;
    }
    try {
      Batch values = compiler.constants(expressions);
      for (int e = 0; e < expressions.size(); e++) {
        folded.put(expressions.get(e), literal(builder, expressions.get(e), values.column(e)));
      }
    } catch (MillraceException e) {
      if (expressions.size() == 1) {
        folded.put(expressions.get(0), expressions.get(0));
      } else {
        expressions.forEach(expression -> fold(builder, List.of(expression)));
      }
    }
  }

  private static RexNode literal(RexBuilder builder, RexNode expression, Column column) {
    if (column.isNull(0)) {
      return builder.makeNullLiteral(expression.getType());
    }
    Type type = TypeMapping.typeOf(expression.getType());
    RexNode literal = literal(builder, expression.getType(), type, column);
    return literal == null ? expression : literal;
  }

  /** Returns a literal, or null where there is none of the type. */
  private static RexNode literal(
      RexBuilder builder, RelDataType relType, Type type, Column column) {
    if (column instanceof BytesColumn bytes) {
      return ofBytes(builder, relType, type, bytes);
    } else if (column instanceof DoubleColumn doubles) {
      double value = doubles.values()[0];
      return Double.isNaN(value) || Double.isInfinite(value)
          ? null
          : builder.makeLiteral(value, relType, false);
    } else if (column instanceof WideColumn wide) {
      int scale = ((Type.DecimalType) type).scale();
      return builder.makeExactLiteral(new BigDecimal(Decimals.wide(wide, 0), scale), relType);
    } else if (column instanceof LongColumn longs) {
      return ofLong(builder, relType, type, longs.values()[0]);
    }
    return null;
  }

  private static RexNode ofBytes(
      RexBuilder builder, RelDataType relType, Type type, BytesColumn column) {
    Object value = JavaValues.of(type, column, 0);
    if (type instanceof Type.TextType) {
      return builder.makeLiteral(value, relType, true);
    } else if (type instanceof Type.BinaryType) {
      return builder.makeLiteral(new ByteString((byte[]) value), relType, true);
    } else if (type instanceof Type.UuidType) {
      return builder.makeUuidLiteral((UUID) value);
    }
    return null;
  }

  private static RexNode ofLong(RexBuilder builder, RelDataType relType, Type type, long value) {
    if (type instanceof Type.BooleanType) {
      return builder.makeLiteral(value != 0);
    } else if (type instanceof Type.DateType) {
      return value < -719528 || value > 2932896
          ? null
          : builder.makeLiteral(DateString.fromDaysSinceEpoch((int) value), relType, false);
    } else if (type instanceof Type.TimeType) {
      TimeString time =
          TimeString.fromMillisOfDay((int) (value / 1_000_000 * 1_000))
              .withNanos((int) (value % 1_000_000) * 1_000);
      return builder.makeLiteral(time, relType, false);
    } else if (type instanceof Type.TimestampType) {
      return timestamp(builder, relType, value);
    } else if (type instanceof Type.IntervalType interval) {
      BigDecimal amount =
          interval.months() ? BigDecimal.valueOf(value) : BigDecimal.valueOf(value, 3);
      return builder.makeIntervalLiteral(amount, relType.getIntervalQualifier());
    } else if (type instanceof Type.DecimalType decimal) {
      return builder.makeExactLiteral(BigDecimal.valueOf(value, decimal.scale()), relType);
    } else if (type instanceof Type.IntegerType) {
      return builder.makeExactLiteral(BigDecimal.valueOf(value), relType);
    }
    return null;
  }

  private static RexNode timestamp(RexBuilder builder, RelDataType relType, long micros) {
    long days = Math.floorDiv(micros, 86_400_000_000L);
    if (days < -719162 || days > 2932896) {
      return null;
    }
    long seconds = Math.floorDiv(micros, 1_000_000L);
    TimestampString timestamp =
        TimestampString.fromMillisSinceEpoch(seconds * 1_000)
            .withNanos((int) Math.floorMod(micros, 1_000_000L) * 1_000);
    return builder.makeLiteral(timestamp, relType, false);
  }
}
