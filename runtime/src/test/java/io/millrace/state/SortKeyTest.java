package io.millrace.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.millrace.batch.Batch;
import io.millrace.batch.ColumnBuilder;
import io.millrace.testing.Rows;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SortKeyTest {
  private static final Type PAIR =
      new Type.StructType(List.of(Field.of("a", Type.BIGINT), Field.of("b", Type.VARCHAR)));
  private static final List<Type> TYPES =
      List.of(
          Type.BIGINT,
          Type.DOUBLE,
          Type.VARCHAR,
          new Type.DecimalType(38, 2),
          new Type.ArrayType(Type.VARCHAR),
          new Type.MapType(Type.VARCHAR, Type.BIGINT),
          PAIR);

  private static Object value(Random random, Type type) {
    return random.nextInt(5) == 0 ? null : present(random, type);
  }

  private static Object present(Random random, Type type) {
    switch (type.storage()) {
      case LONG:
        long[] longs = {0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE, random.nextLong(), 256};
        return longs[random.nextInt(longs.length)];
      case DOUBLE:
        double[] doubles = {
          0.0,
          -0.0,
          1.5,
          -1.5,
          Double.NaN,
          Double.NEGATIVE_INFINITY,
          Double.POSITIVE_INFINITY,
          Double.MIN_VALUE,
          random.nextGaussian(),
          -Double.MAX_VALUE
        };
        return doubles[random.nextInt(doubles.length)];
      case WIDE:
        return new BigInteger(random.nextInt(120), random)
            .multiply(BigInteger.valueOf(-1 + random.nextInt(3)));
      case BYTES:
        String[] pieces = {"", "a", "b", "\0", "\1", "\u00FF", "\u00FE"};
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
          text.append(pieces[random.nextInt(pieces.length)]);
        }
        return text.toString();
      case ARRAY:
        return list(random, ((Type.ArrayType) type).element(), random.nextInt(3));
      case MAP:
        int size = random.nextInt(3);
        return List.of(
            list(random, ((Type.MapType) type).key(), size).stream()
                .map(k -> k == null ? "" : k)
                .toList(),
            list(random, ((Type.MapType) type).value(), size));
      case ROW:
        List<Object> fields = new ArrayList<>();
        ((Type.StructType) type).fields().forEach(field -> fields.add(value(random, field.type())));
        return fields;
    }
    throw new AssertionError();
  }

  private static List<Object> list(Random random, Type element, int size) {
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      values.add(value(random, element));
    }
    return values;
  }

  /** Orders values that are not null, as PostgreSQL does. */
  private static int compare(Object left, Object right) {
    if (left instanceof Double a) {
      return Double.compare(a == 0 ? 0.0 : a, (Double) right == 0 ? 0.0 : (Double) right);
    } else if (left instanceof List<?> a) {
      return compareLists(a, (List<?>) right);
    } else if (left instanceof String a) {
      return Integer.signum(a.compareTo((String) right));
    } else if (left instanceof BigInteger a) {
      return a.compareTo((BigInteger) right);
    }
    return ((Long) left).compareTo((Long) right);
  }

  private static int compareLists(List<?> left, List<?> right) {
    for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
      int order = compareNullable(left.get(i), right.get(i), false);
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(left.size(), right.size());
  }

  private static int compareMaps(List<?> left, List<?> right) {
    return compareLists(flat(left), flat(right));
  }

  private static List<Object> flat(List<?> map) {
    List<Object> entries = new ArrayList<>();
    List<?> keys = (List<?>) map.get(0);
    for (int i = 0; i < keys.size(); i++) {
      entries.add(keys.get(i));
      entries.add(((List<?>) map.get(1)).get(i));
    }
    return entries;
  }

  private static int compareNullable(Object left, Object right, boolean nullsFirst) {
    if (left == null || right == null) {
      int order = Boolean.compare(left == null, right == null);
      return nullsFirst ? -order : order;
    }
    return compare(left, right);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void bytesOrderAsRowsAndReadBack(long seed) {
    Random random = new Random(seed);
    Field[] fields = new Field[3];
    for (int i = 0; i < fields.length; i++) {
      fields[i] = Field.of("c" + i, TYPES.get(random.nextInt(TYPES.size())));
    }
    RowType type = RowType.of(fields);
    boolean[] descending = new boolean[3];
    boolean[] nullsFirst = new boolean[3];
    for (int i = 0; i < 3; i++) {
      descending[i] = random.nextBoolean();
      nullsFirst[i] = random.nextBoolean();
    }
    int[] columns = {2, 0, 1};
    SortKey key = new SortKey(type, columns, descending, nullsFirst);
    List<List<Object>> rows = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      List<Object> row = new ArrayList<>();
      for (Field field : fields) {
        row.add(value(random, field.type()));
      }
      rows.add(row);
    }
    Batch batch = Rows.batch(type, rows);
    byte[][] keys = new byte[rows.size()][];
    for (int i = 0; i < keys.length; i++) {
      KeyBuffer buffer = new KeyBuffer();
      key.append(batch, i, buffer);
      keys[i] = buffer.toBytes();
      assertEquals(keys[i].length, key.skip(keys[i], 0));
      ColumnBuilder[] builders = new ColumnBuilder[3];
      for (int c = 0; c < 3; c++) {
        builders[c] = ColumnBuilder.of(type.type(c), 1);
      }
      assertEquals(keys[i].length, key.read(keys[i], 0, builders));
      for (int c = 0; c < 3; c++) {
        assertEquals(
            Rows.value(batch.column(c), i), Rows.value(builders[c].build(), 0), "seed " + seed);
      }
    }
    for (int left = 0; left < keys.length; left++) {
      for (int right = 0; right < keys.length; right++) {
        int expected = 0;
        for (int i = 0; i < 3 && expected == 0; i++) {
          Object a = rows.get(left).get(columns[i]);
          Object b = rows.get(right).get(columns[i]);
          if (a == null || b == null) {
            expected = compareNullable(a, b, nullsFirst[i]);
          } else {
            boolean map = type.type(columns[i]) instanceof Type.MapType;
            expected = map ? compareMaps((List<?>) a, (List<?>) b) : compare(a, b);
            expected = descending[i] ? -expected : expected;
          }
        }
        assertEquals(
            Integer.signum(expected),
            Integer.signum(Arrays.compareUnsigned(keys[left], keys[right])),
            "seed " + seed + ": " + rows.get(left) + " and " + rows.get(right));
      }
    }
  }
}
