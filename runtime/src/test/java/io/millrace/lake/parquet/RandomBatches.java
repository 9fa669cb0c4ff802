package io.millrace.lake.parquet;

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
import io.millrace.type.RowType;
import io.millrace.type.Type;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random row types, and random rows of them. */
public final class RandomBatches {
  private static final long MICROS_PER_DAY = 86_400_000_000L;

  private final Random random;

  public RandomBatches(long seed) {
    random = new Random(seed);
  }

  /** A row type of one to {@code most} columns. */
  public RowType rowType(int most) {
    List<Field> fields = new ArrayList<>();
    int count = 1 + random.nextInt(most);
    for (int i = 0; i < count; i++) {
      fields.add(new Field("c" + i, type(3), random.nextInt(4) > 0));
    }
    return new RowType(fields);
  }

  private Type type(int depth) {
    switch (random.nextInt(depth > 0 ? 21 : 18)) {
      case 0:
        return Type.BOOLEAN;
      case 1:
        return Type.TINYINT;
      case 2:
        return Type.SMALLINT;
      case 3:
        return Type.INTEGER;
      case 4:
        return Type.REAL;
      case 5:
        return Type.DOUBLE;
      case 6:
        return new Type.DecimalType(9, 2);
      case 7:
        return new Type.DecimalType(18, 6);
      case 8:
        return new Type.DecimalType(19 + random.nextInt(20), 5);
      case 9:
        return Type.VARBINARY;
      case 10:
        return Type.DATE;
      case 11:
        return new Type.TimeType(random.nextInt(7));
      case 12:
        return new Type.TimestampType(random.nextInt(7), random.nextBoolean());
      case 13:
        return new Type.IntervalType(random.nextBoolean());
      case 14:
        return Type.UUID;
      case 15:
        return Type.VARIANT;
      case 16:
        return random.nextBoolean() ? Type.VARCHAR : new Type.TextType(40, false);
      case 17:
        return Type.BIGINT;
      case 18:
        return new Type.ArrayType(type(depth - 1));
      case 19:
        return new Type.MapType(random.nextBoolean() ? Type.VARCHAR : Type.BIGINT, type(depth - 1));
      default:
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(3); i++) {
          fields.add(new Field("f" + i, type(depth - 1), random.nextInt(3) > 0));
        }
        return new Type.StructType(fields);
    }
  }

  /** Rows without weights. */
  public Batch batch(RowType type, int rows) {
    BatchBuilder builder = new BatchBuilder(type, rows);
    for (int i = 0; i < type.size(); i++) {
      // Few different values, or many; hardly a null, or many.
      int variety = random.nextBoolean() ? 5 : Integer.MAX_VALUE;
      int nulls = type.field(i).nullable() ? new int[] {0, 2, 30}[random.nextInt(3)] : 0;
      for (int row = 0; row < rows; row++) {
        if (nulls > 0 && random.nextInt(nulls) == 0) {
          builder.column(i).appendNull();
        } else {
          append(builder.column(i), type.type(i), variety);
        }
      }
    }
    for (int row = 0; row < rows; row++) {
      builder.endRow(1);
    }
    return builder.build();
  }

  private void appendNullable(ColumnBuilder builder, Type type, boolean nullable, int variety) {
    if (nullable && random.nextInt(4) == 0) {
      builder.appendNull();
    } else {
      append(builder, type, variety);
    }
  }

  private void append(ColumnBuilder builder, Type type, int variety) {
    int pick = random.nextInt(variety);
    switch (type.storage()) {
      case LONG -> ((LongBuilder) builder).appendLong(number(type, pick));
      case DOUBLE -> {
        double value = pick < 3 ? pick - 1 : random.nextGaussian() * 1e6;
        ((DoubleBuilder) builder)
            .appendDouble(((Type.FloatingType) type).single() ? (float) value : value);
      }
      case WIDE -> {
        int bits = BigInteger.TEN.pow(((Type.DecimalType) type).precision()).bitLength() - 1;
        BigInteger value = pick < 5 ? BigInteger.valueOf(pick - 2) : new BigInteger(bits, random);
        ((WideBuilder) builder).appendBig(random.nextBoolean() ? value : value.negate());
      }
      case BYTES -> bytes((BytesBuilder) builder, type, pick);
      case ARRAY -> {
        ArrayBuilder array = (ArrayBuilder) builder;
        for (int i = random.nextInt(4); i > 0; i--) {
          appendNullable(array.elements(), ((Type.ArrayType) type).element(), true, variety);
        }
        array.end();
      }
      case MAP -> {
        MapBuilder map = (MapBuilder) builder;
        int entries = random.nextInt(4);
        for (int i = 0; i < entries; i++) {
          if (((Type.MapType) type).key() == Type.BIGINT) {
            ((LongBuilder) map.keys()).appendLong(i * 7L);
          } else {
            ((BytesBuilder) map.keys()).appendText("k" + i);
          }
          appendNullable(map.values(), ((Type.MapType) type).value(), true, variety);
        }
        map.end();
      }
      case ROW -> {
        RowBuilder row = (RowBuilder) builder;
        List<Field> fields = ((Type.StructType) type).fields();
        for (int i = 0; i < fields.size(); i++) {
          appendNullable(row.field(i), fields.get(i).type(), fields.get(i).nullable(), variety);
        }
        row.end();
      }
    }
  }

  private long number(Type type, int pick) {
    if (type instanceof Type.BooleanType) {
      return pick & 1;
    } else if (type instanceof Type.IntegerType integer) {
      return pick < 5 ? pick - 2 : random.nextLong() >> (64 - integer.bits());
    } else if (type instanceof Type.DecimalType decimal) {
      long limit = (long) Math.pow(10, decimal.precision());
      return pick < 5 ? pick - 2 : random.nextLong() % limit;
    } else if (type instanceof Type.DateType) {
      return pick < 5 ? pick : random.nextInt(40_000) - 10_000;
    } else if (type instanceof Type.TimeType time) {
      long unit = (long) Math.pow(10, 6 - time.precision());
      long micros = pick < 5 ? pick : Math.floorMod(random.nextLong(), MICROS_PER_DAY);
      return micros / unit * unit;
    } else if (type instanceof Type.TimestampType) {
      return pick < 5 ? pick : random.nextLong() % (30_000 * MICROS_PER_DAY);
    }
    return pick < 5 ? pick - 2 : random.nextInt();
  }

  private void bytes(BytesBuilder builder, Type type, int pick) {
    if (type instanceof Type.UuidType) {
      byte[] uuid = new byte[16];
      new Random(pick).nextBytes(uuid);
      builder.appendBytes(uuid, 0, 16);
    } else if (type instanceof Type.BinaryType) {
      byte[] bytes = new byte[pick % 40];
      random.nextBytes(bytes);
      builder.appendBytes(bytes, 0, bytes.length);
    } else if (type instanceof Type.VariantType) {
      builder.appendText("{\"a\":" + pick + "}");
    } else {
      String[] texts = {"", "a", "Grüße", "日本 🚂", "a longer text, over and over again, " + pick};
      builder.appendText(pick < 4 ? texts[pick] : texts[4].substring(0, 20 + pick % 17) + pick);
    }
  }
}
