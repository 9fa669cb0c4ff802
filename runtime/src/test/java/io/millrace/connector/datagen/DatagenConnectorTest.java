package io.millrace.connector.datagen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.batch.Batch;
import io.millrace.batch.LongColumn;
import io.millrace.connector.Options;
import io.millrace.connector.Reader;
import io.millrace.connector.Source;
import io.millrace.connector.SourceRequest;
import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.testing.Rows;
import io.millrace.thread.SpareThreads;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Made-up rows: the same ones for the same question. */
class DatagenConnectorTest {
  private static final RowType ALL =
      RowType.of(
          Field.of("id", Type.BIGINT),
          Field.of("small", Type.TINYINT),
          Field.of("ok", Type.BOOLEAN),
          Field.of("x", Type.DOUBLE),
          Field.of("money", new Type.DecimalType(10, 2)),
          Field.of("wide", new Type.DecimalType(30, 2)),
          Field.of("name", Type.VARCHAR),
          Field.of("day", Type.DATE),
          Field.of("t", Type.TIME),
          Field.of("ts", Type.TIMESTAMP),
          Field.of("u", Type.UUID),
          Field.of("b", Type.VARBINARY));

  private static Source open(RowType type, String... options) {
    Map<String, String> given = new HashMap<>();
    given.put("connector", "datagen");
    for (int i = 0; i < options.length; i += 2) {
      given.put(options[i], options[i + 1]);
    }
    Options checked = new Options(given, Path.of(""));
    Source source =
        new DatagenConnector()
            .openSource(
                new SourceRequest(
                    type, Collections.nCopies(type.size(), null), checked, SpareThreads.NONE));
    checked.refuseUnknown("connector 'datagen'");
    return source;
  }

  private static List<List<Object>> rows(RowType type, String... options) {
    Source source = open(type, options);
    assertTrue(source.isBounded());
    return rest(source.read(Optional.empty()), 100);
  }

  private static List<List<Object>> rest(Reader reader, int maxRows) {
    List<List<Object>> rows = new ArrayList<>();
    for (Batch batch = reader.poll(maxRows); batch != null; batch = reader.poll(maxRows)) {
      rows.addAll(Rows.rows(batch));
    }
    return rows;
  }

  @Test
  void aRowDependsOnItsNumberAlone() {
    List<List<Object>> all = rows(ALL, "number-of-rows", "500");
    assertEquals(500, all.size());
    Source source = open(ALL, "number-of-rows", "500");
    Random random = new Random(3);
    Reader reader = source.read(Optional.empty());
    List<List<Object>> pieces = new ArrayList<>();
    for (Batch batch = reader.poll(1 + random.nextInt(30));
        batch != null;
        batch = reader.poll(1 + random.nextInt(30))) {
      pieces.addAll(Rows.rows(batch));
      reader = source.read(Optional.of(reader.offset()));
    }
    assertEquals(all, pieces);
    assertEquals(all.subList(0, 123), rest(source.readUntil("123"), 100));
    assertNotEquals(all, rows(ALL, "number-of-rows", "500", "seed", "1"));
  }

  @Test
  void sequencesGoFromStartToEnd() {
    RowType type =
        RowType.of(
            Field.of("n", Type.INTEGER),
            Field.of("ts", Type.TIMESTAMP),
            Field.of("day", Type.DATE),
            Field.of("d", new Type.DecimalType(5, 1)));
    assertEquals(
        List.of(
            List.of(5L, 0L, 0L, 15L),
            List.of(7L, 1_500_000L, 7L, 17L),
            List.of(9L, 3_000_000L, 14L, 19L)),
        rows(
            type,
            "fields.n.kind",
            "sequence",
            "fields.n.start",
            "5",
            "fields.n.end",
            "10",
            "fields.n.step",
            "2",
            "fields.ts.start",
            "1970-01-01",
            "fields.ts.step",
            "1500 ms",
            "fields.day.kind",
            "sequence",
            "fields.day.start",
            "1970-01-01",
            "fields.day.step",
            "7",
            "fields.d.kind",
            "sequence",
            "fields.d.start",
            "1.5",
            "fields.d.step",
            "0.2"));
    long start = 1_704_067_200_000_000L;
    assertEquals(
        List.of(List.of(start), List.of(start + 333_333), List.of(start + 666_666)),
        rows(
            RowType.of(Field.of("ts", Type.TIMESTAMP)),
            "rows-per-second",
            "3",
            "number-of-rows",
            "3"));
    RowType tiny = RowType.of(Field.of("n", Type.TINYINT));
    rows(tiny, "fields.n.kind", "sequence", "number-of-rows", "1000")
        .forEach(row -> assertTrue((long) row.get(0) >= 0 && (long) row.get(0) <= 127));
  }

  @Test
  void randomValuesKeepTheirBounds() {
    List<List<Object>> rows =
        rows(
            ALL,
            "number-of-rows",
            "2000",
            "fields.id.min",
            "-3",
            "fields.id.max",
            "3",
            "fields.x.min",
            "2",
            "fields.x.max",
            "4",
            "fields.money.min",
            "-0.05",
            "fields.money.max",
            "0.05",
            "fields.wide.min",
            "99999999999999999999",
            "fields.wide.max",
            "100000000000000000001",
            "fields.name.length",
            "5",
            "fields.name.null-rate",
            "0.5");
    assertEquals(7, rows.stream().map(row -> row.get(0)).distinct().count());
    assertEquals(256, rows.stream().map(row -> row.get(1)).distinct().count());
    assertEquals(2, rows.stream().map(row -> row.get(2)).distinct().count());
    assertEquals(11, rows.stream().map(row -> row.get(4)).distinct().count());
    int nulls = 0;
    for (List<Object> row : rows) {
      assertTrue((long) row.get(0) >= -3 && (long) row.get(0) <= 3);
      assertTrue((double) row.get(3) >= 2 && (double) row.get(3) < 4);
      BigInteger wide = (BigInteger) row.get(5);
      assertTrue(wide.bitLength() > 70 && wide.bitLength() < 75, wide.toString());
      if (row.get(6) == null) {
        nulls++;
      } else {
        assertTrue(((String) row.get(6)).matches("[0-9a-f]{5}"), row.toString());
      }
      assertEquals(16, ((String) row.get(10)).length());
    }
    assertTrue(nulls > 850 && nulls < 1150, "nulls: " + nulls);
  }

  @Test
  void keepsTheRate() {
    RowType type = RowType.of(Field.of("n", Type.BIGINT));
    long[] now = {1_000};
    Source source =
        new DatagenSource(
            List.of((first, count) -> LongColumn.of(new long[count])),
            Long.MAX_VALUE,
            10,
            () -> now[0]);
    assertFalse(source.isBounded());
    assertFalse(open(type).isBounded());
    Reader reader = source.read(Optional.of("100"));
    assertEquals(4, reader.poll(4).size());
    assertEquals(6, reader.poll(100).size());
    assertNull(reader.poll(100));
    now[0] += 550_000_000;
    assertEquals(5, reader.poll(100).size());
    assertEquals("115", reader.offset());
    Reader bounded =
        open(type, "number-of-rows", "12", "rows-per-second", "10").read(Optional.empty());
    assertEquals(12, rest(bounded, 100).size());
  }

  @Test
  void refusesWhatItCannotDo() {
    RowType type = RowType.of(Field.of("n", Type.BIGINT));
    for (String[] options :
        List.of(
            new String[] {"fields.n.kind", "magic"},
            new String[] {"fields.n.min", "x"},
            new String[] {"fields.n.min", "5", "fields.n.max", "4"},
            new String[] {"fields.m.min", "5"},
            new String[] {"fields.n.null-rate", "2"},
            new String[] {"rows-per-second", "0"},
            new String[] {
              "fields.n.kind", "sequence", "fields.n.start", "5", "fields.n.end", "4"
            })) {
      MillraceException refused =
          assertThrows(
              MillraceException.class, () -> open(type, options), () -> Arrays.toString(options));
      assertEquals(ErrorCode.INVALID_OPTION, refused.code(), Arrays.toString(options));
    }
    assertEquals(
        ErrorCode.FEATURE_NOT_SUPPORTED,
        assertThrows(
                MillraceException.class,
                () -> open(RowType.of(Field.of("l", new Type.ArrayType(Type.BIGINT)))))
            .code());
  }
}
