package io.millrace.testing;

import io.millrace.batch.ArrayBuilder;
import io.millrace.batch.Batch;
import io.millrace.batch.BatchBuilder;
import io.millrace.batch.BytesBuilder;
import io.millrace.batch.ColumnBuilder;
import io.millrace.batch.DoubleBuilder;
import io.millrace.batch.LongBuilder;
import io.millrace.batch.MapBuilder;
import io.millrace.batch.RowBuilder;
import io.millrace.batch.WideBuilder;
import io.millrace.type.Field;
import io.millrace.type.Type;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;

/** Random values of any type, few different ones. */
public final class RandomRows {
  private final Random random;
  private final int variety;

  /**
   * @param variety how many different values of a type there are, roughly
   */
  public RandomRows(Random random, int variety) {
    this.random = random;
    this.variety = variety;
  }

  /** Returns a batch of random rows, all of weight 1. */
  public Batch batch(List<Type> types, int rows, double nulls) {
    BatchBuilder builder = new BatchBuilder(types, rows);
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < types.size(); i++) {
        append(types.get(i), nulls, builder.column(i));
      }
      builder.endRow(1);
    }
    return builder.build();
  }

  /** Appends a random value. */
  public void append(Type type, double nulls, ColumnBuilder out) {
    if (random.nextDouble() < nulls) {
      out.appendNull();
      return;
    }
    int pick = random.nextInt(variety);
    switch (type.storage()) {
      case LONG -> {
        boolean truth = type.equals(Type.BOOLEAN);
        ((LongBuilder) out).appendLong(truth ? pick & 1 : pick - variety / 3);
      }
      case DOUBLE -> ((DoubleBuilder) out).appendDouble(number(pick));
      case WIDE ->
          ((WideBuilder) out)
              .appendBig(BigInteger.TEN.pow(pick % 37).multiply(BigInteger.valueOf(pick - 3)));
      case BYTES ->
          ((BytesBuilder) out).appendText("text".repeat(pick % 5) + "é".repeat(pick & 1) + pick);
      case ARRAY -> {
        ArrayBuilder array = (ArrayBuilder) out;
        for (int i = pick % 3; i > 0; i--) {
          append(((Type.ArrayType) type).element(), nulls, array.elements());
        }
        array.end();
      }
      case MAP -> {
        MapBuilder map = (MapBuilder) out;
        for (int i = pick % 3; i > 0; i--) {
          append(((Type.MapType) type).key(), 0, map.keys());
          append(((Type.MapType) type).value(), nulls, map.values());
        }
        map.end();
      }
      case ROW -> {
        RowBuilder row = (RowBuilder) out;
        List<Field> fields = ((Type.StructType) type).fields();
        for (int i = 0; i < fields.size(); i++) {
          append(fields.get(i).type(), nulls, row.field(i));
        }
        row.end();
      }
    }
  }

  private double number(int pick) {
    return switch (pick % 9) {
      case 0 -> random.nextBoolean() ? 0.0 : -0.0;
      case 1 -> pick * 0.1;
      case 2 -> -pick * 1e17;
      case 3 -> pick * 1e-9;
      default -> pick - variety / 2;
    };
  }
}
