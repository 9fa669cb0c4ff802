package io.millrace.connector.format.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.connector.format.Decoding;
import io.millrace.connector.format.ValueFormats;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** JSON to rows, and what is no row. */
class JsonDecoderTest {

  private static Decoding decode(RowType type, String text) {
    return Decoding.of(new JsonDecoder(type, ValueFormats.ISO), text);
  }

  private static Object value(Type type, String json) {
    Decoding decoding = decode(RowType.of(Field.of("v", type)), "{\"v\": " + json + "}");
    assertEquals(List.of(), decoding.reasons, json);
    return decoding.rows.get(0).get(0);
  }

  private static String refusal(Type type, String json) {
    Decoding decoding =
        decode(
            RowType.of(Field.of("before", Type.VARCHAR), Field.of("v", type)),
            "{\"before\":\"x\",\"v\": " + json + "}\n{\"v\":null,\"before\":\"y\"}");
    assertEquals(1, decoding.reasons.size(), json + decoding.rows);
    assertEquals(List.of(Arrays.asList("y", null)), decoding.rows);
    return decoding.reasons.get(0);
  }

  private static String latin(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  @Test
  void readsNumbers() {
    assertEquals(5L, value(Type.BIGINT, "5"));
    assertEquals(5L, value(Type.BIGINT, "5.0"));
    assertEquals(1000L, value(Type.INTEGER, "1e3"));
    assertEquals(-7L, value(Type.TINYINT, "\"-7\""));
    assertEquals(0L, value(Type.BIGINT, "-0"));
    assertEquals(Long.MIN_VALUE, value(Type.BIGINT, "-9223372036854775808"));
    assertEquals(-136.5559, value(Type.DOUBLE, "-136.5559"));
    assertEquals(59.84110000000001, value(Type.DOUBLE, "59.84110000000001"));
    assertEquals((double) 0.1f, value(Type.REAL, "0.1"));
    assertEquals(Double.NaN, value(Type.DOUBLE, "\"NaN\""));
    assertEquals(Double.NEGATIVE_INFINITY, value(Type.DOUBLE, "\"-Infinity\""));
    assertEquals(123L, value(new Type.DecimalType(5, 2), "1.23"));
    assertEquals(124L, value(new Type.DecimalType(5, 2), "1.235"));
    assertEquals(-124L, value(new Type.DecimalType(5, 2), "-1.235"));
    assertEquals(
        new BigInteger("12345678901234567890123456789012345678"),
        value(new Type.DecimalType(38, 3), "12345678901234567890123456789012345.678"));
    assertEquals(BigInteger.valueOf(-15), value(new Type.DecimalType(20, 1), "-1.5e0"));
  }

  @Test
  void refusesNumbersThatDoNotFit() {
    assertTrue(refusal(Type.BIGINT, "5.5").contains("'v': '5.5' is not of type BIGINT"));
    assertTrue(refusal(Type.TINYINT, "128").contains("128 is out of the range of TINYINT"));
    assertTrue(refusal(Type.BIGINT, "9223372036854775808").contains("not of type BIGINT"));
    assertTrue(refusal(Type.BIGINT, "true").contains("'true' is not of type BIGINT"));
    assertTrue(refusal(Type.BIGINT, "[1]").contains("'[1]' is not of type BIGINT"));
    assertTrue(refusal(Type.DOUBLE, "1e400").contains("range"));
    assertTrue(refusal(new Type.DecimalType(5, 2), "1000").contains("range"));
    assertTrue(refusal(new Type.DecimalType(5, 2), "999.995").contains("range"));
    assertTrue(refusal(new Type.DecimalType(38, 0), "1e38").contains("range"));
    assertTrue(refusal(new Type.DecimalType(38, 0), "1e99999").contains("range"));
    for (String text : List.of("01", "+1", ".5", "5.", "1e", "--1", "1x", "0x10", "1.2.3")) {
      refusal(Type.BIGINT, text);
      refusal(Type.DOUBLE, text);
      refusal(Type.VARCHAR, text);
    }
  }

  @Test
  void readsText() {
    assertEquals("a", value(Type.VARCHAR, "\"a\""));
    assertEquals("", value(Type.VARCHAR, "\"\""));
    assertEquals(latin("äöü €😀"), value(Type.VARCHAR, "\"äöü €😀\""));
    assertEquals("a\"b\\c/\b\f\n\r\t", value(Type.VARCHAR, "\"a\\\"b\\\\c\\/\\b\\f\\n\\r\\t\""));
    assertEquals(latin("Aé€😀!"), value(Type.VARCHAR, "\"\\u0041\\u00e9\\u20AC\\ud83d\\ude00!\""));
    assertEquals("5.50", value(Type.VARCHAR, "5.50"));
    assertEquals("true", value(Type.VARCHAR, "true"));
    assertEquals("[1, {\"b\":2}]", value(Type.VARCHAR, "[1, {\"b\":2}]"));
    assertEquals("abc", value(new Type.TextType(3, false), "\"abc  \""));
    assertEquals(latin("äbc"), value(new Type.TextType(3, false), "\"äbc\""));
    assertEquals("ab ", value(new Type.TextType(3, true), "\"ab\""));
    assertTrue(refusal(new Type.TextType(3, false), "\"abcd\"").contains("too long"));
    refusal(Type.VARCHAR, "\"\\x\"");
    refusal(Type.VARCHAR, "\"\\u12\"");
    refusal(Type.VARCHAR, "\"\\ud83d\"");
    refusal(Type.VARCHAR, "\"a\tb\"");
    refusal(Type.VARCHAR, "\"a");
  }

  @Test
  void refusesTextThatIsNotUtf8() {
    byte[] bytes = "{\"v\":\"aXb\"}\n{\"v\":\"ok\"}\n".getBytes(StandardCharsets.UTF_8);
    bytes[7] = (byte) 0xE4;
    RowType type = RowType.of(Field.of("v", Type.VARCHAR));
    Decoding decoding = Decoding.of(new JsonDecoder(type, ValueFormats.ISO), bytes);
    assertEquals(List.of(List.of("ok")), decoding.rows);
    assertTrue(decoding.reasons.get(0).contains("UTF-8"));
  }

  @Test
  void readsOtherScalars() {
    assertEquals(1L, value(Type.BOOLEAN, "true"));
    assertEquals(0L, value(Type.BOOLEAN, "\"False\""));
    assertEquals(19_782L, value(Type.DATE, "\"2024-02-29\""));
    assertEquals(1_000_000L, value(Type.TIMESTAMP, "\"1970-01-01T00:00:01Z\""));
    assertEquals(-1L, value(Type.TIMESTAMP, "\"1969-12-31 23:59:59.999999\""));
    assertEquals(
        -1_000L, value(new Type.TimestampType(3, false), "\"1969-12-31 23:59:59.999999\""));
    assertEquals(3_600_000_000L, value(Type.TIMESTAMPTZ, "\"1970-01-01T02:00:00+01:00\""));
    assertEquals(61_000_000L, value(new Type.TimeType(0), "\"00:01:01.9\""));
    assertEquals(
        "\u0001\u0023\u0045\u0067\u0089\u00ab\u00cd\u00ef\u0001\u0023\u0045\u0067\u0089\u00ab\u00cd\u00ef",
        value(Type.UUID, "\"01234567-89ab-cdef-0123-456789ABCDEF\""));
    assertEquals("\u0000\u00ff", value(Type.VARBINARY, "\"AP8=\""));
    assertEquals("\u0001\u0000", value(new Type.BinaryType(2, true), "\"AQ==\""));
    assertEquals("{ \"a\" : [1, \"é\"] }", utf8(value(Type.VARIANT, "{ \"a\" : [1, \"é\"] }")));
    assertEquals("\"x\\n\"", value(Type.VARIANT, "\"x\\n\""));
    assertNull(value(Type.VARIANT, "null"));
    for (Type type : List.of(Type.BOOLEAN, Type.DATE, Type.TIME, Type.TIMESTAMP, Type.UUID)) {
      assertTrue(refusal(type, "\"nonsense\"").contains(type.sql()), type.sql());
      refusal(type, "{}");
    }
    refusal(Type.BOOLEAN, "1");
    refusal(Type.VARBINARY, "\"*\"");
    refusal(new Type.BinaryType(1, false), "\"AP8=\"");
    refusal(Type.VARIANT, "{\"a\" 1}");
    assertTrue(refusal(Type.TIMESTAMP, "1517365101235").contains("'timestamp.unit'"));
    assertTrue(refusal(Type.VARIANT, "[".repeat(600) + "]".repeat(600)).contains("deeper"));
  }

  private static String utf8(Object latin) {
    return new String(
        ((String) latin).getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  @Test
  void readsTimesAsTheOptionsSay() {
    RowType type = RowType.of(Field.of("t", Type.TIMESTAMP), Field.of("d", Type.DATE));
    ValueFormats millis = new ValueFormats(1000, Optional.empty(), Optional.empty());
    Decoding decoding =
        Decoding.of(
            new JsonDecoder(type, millis),
            "{\"t\":1517365101235} {\"t\":\"1517365101235.5\"} {\"t\":\"1970-01-01\"}");
    assertEquals(List.of(), decoding.reasons);
    assertEquals(1_517_365_101_235_000L, decoding.rows.get(0).get(0));
    assertEquals(1_517_365_101_235_500L, decoding.rows.get(1).get(0));
    assertEquals(0L, decoding.rows.get(2).get(0));
    ValueFormats patterns =
        new ValueFormats(
            0,
            Optional.of(DateTimeFormatter.ofPattern("d MMM yyyy HH:mm", Locale.ENGLISH)),
            Optional.of(DateTimeFormatter.ofPattern("dd.MM.yyyy", Locale.ENGLISH)));
    decoding =
        Decoding.of(
            new JsonDecoder(type, patterns),
            "{\"t\":\"1 Jan 1970 00:01\",\"d\":\"02.01.1970\"}\n{\"d\":\"1970-01-02\"}");
    assertEquals(List.of(List.of(60_000_000L, 1L)), decoding.rows);
    assertEquals(1, decoding.reasons.size());
  }

  @Test
  void readsNestedValues() {
    Type row =
        new Type.StructType(List.of(Field.of("x", Type.BIGINT), Field.of("y", Type.VARCHAR)));
    assertEquals(Arrays.asList(1L, null), value(row, "{\"x\":1,\"z\":[{}]}"));
    assertEquals(Arrays.asList(null, "a"), value(row, "{\"y\":\"a\"}"));
    assertEquals(Arrays.asList(null, null), value(row, "{}"));
    assertNull(value(row, "null"));
    Type list = new Type.ArrayType(Type.BIGINT);
    assertEquals(Arrays.asList(1L, null, 3L), value(list, "[1, null ,3]"));
    assertEquals(List.of(), value(list, "[]"));
    Type map = new Type.MapType(Type.VARCHAR, new Type.ArrayType(row));
    assertEquals(
        List.of(
            List.of("a", "b"),
            List.of(List.of(Arrays.asList(1L, null), Arrays.asList(2L, "q")), List.of())),
        value(map, "{\"a\":[{\"x\":1},{\"x\":2,\"y\":\"q\"}], \"b\" : []}"));
    Type numbered = new Type.MapType(Type.BIGINT, Type.BIGINT);
    assertEquals(List.of(List.of(1L), List.of(2L)), value(numbered, "{\"1\":2}"));
    assertTrue(refusal(numbered, "{\"a\":2}").contains("BIGINT"));
    assertTrue(refusal(list, "5").contains("BIGINT ARRAY"));
    assertTrue(refusal(list, "[1,\"x\"]").contains("'x'"));
    assertTrue(refusal(row, "[]").contains("ROW"));
    assertTrue(refusal(row, "{\"x\":\"q\"}").contains("'v.x'"));
    assertTrue(refusal(map, "{\"a\":[{\"x\":1},{\"x\":[]}]}").contains("'v.x'"));
    refusal(list, "[1,]");
    refusal(list, "[1 2]");
    refusal(row, "{\"x\":1,}");
    refusal(map, "{a:1}");
    Type strict = new Type.StructType(List.of(Field.required("x", Type.BIGINT)));
    assertTrue(refusal(strict, "{}").contains("'v.x' is NOT NULL"));
  }

  @Test
  void findsFieldsByName() {
    RowType type =
        RowType.of(
            Field.of("id", Type.BIGINT),
            Field.of("a name of more than sixteen letters", Type.BIGINT),
            Field.of("twelve bytes", Type.BIGINT),
            Field.of("größe", Type.BIGINT));
    Decoding decoding =
        decode(
            type,
            """
            {"id":1,"a name of more than sixteen letters":2,"twelve bytes":3,"größe":4}
            {"größe":4,"ID":1,"A NAME OF MORE THAN SIXTEEN LETTERS":2,"other":{"id":9},"twelve bytes":3}
            {"gr\\u00f6\\u00dfe":4,"id":7,"id":1,"twelve bytex":5,"a name of more than sixteen letterz":6}
            {}
            """);
    assertEquals(List.of(), decoding.reasons);
    assertEquals(
        List.of(
            List.of(1L, 2L, 3L, 4L),
            List.of(1L, 2L, 3L, 4L),
            Arrays.asList(1L, null, null, 4L),
            Arrays.asList(null, null, null, null)),
        decoding.rows);
  }

  @Test
  void manyNamesDoNotStayInMemory() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      text.append("{\"unknown" + i + "\":1,\"a\":" + i + "}\n");
    }
    Decoding decoding = decode(RowType.of(Field.of("a", Type.BIGINT)), text.toString());
    assertEquals(20_000, decoding.rows.size());
    assertEquals(List.of(19_999L), decoding.rows.get(19_999));
  }

  @Test
  void readsRecordsHoweverTheyAreLaidOut() {
    RowType type = RowType.of(Field.of("a", Type.BIGINT));
    List<List<Object>> expected = List.of(List.of(1L), List.of(2L), List.of(3L));
    for (String text :
        List.of(
            "{\"a\":1}\n{\"a\":2}\n{\"a\":3}\n",
            "{\"a\":1}\r\n\r\n{\"a\":2}\r\n{\"a\":3}",
            "\uFEFF{\"a\":1}{\"a\":2}{\"a\":3}",
            "{\n  \"a\": 1\n}\n{\n  \"a\": 2\n}\n{\n  \"a\": 3\n}",
            "[{\"a\":1},{\"a\":2},{\"a\":3}]",
            "\uFEFF\n[\n  {\"a\": 1},\n  {\n\"a\":\n2\n},\n  {\"a\": 3}\n]\n")) {
      Decoding decoding = decode(type, text);
      assertEquals(expected, decoding.rows, text);
      assertEquals(List.of(), decoding.reasons, text);
      for (int seed = 0; seed < 20; seed++) {
        Decoding pieces =
            Decoding.inPieces(new JsonDecoder(type, ValueFormats.ISO), text, new Random(seed));
        assertEquals(expected, pieces.rows, text + " seed " + seed);
      }
    }
  }

  @Test
  void goesOnAfterMalformedRecords() {
    RowType type = RowType.of(Field.of("a", Type.BIGINT), Field.of("s", Type.VARCHAR));
    String text =
        """
        {"a":1}
        {"a":
        {"a":2}
        garbage
        {"a":"x","s":"{"}
        {"a":3,"s":"cut off
        {"a":4}
        [5]
        {"a":6} trailing
        {"a":7,
          "s": oops,
          "t": {
            "a": 99
          }
        }
        {"a":8}
        {"a":9,"s":"never
        """;
    Decoding decoding = decode(type, text);
    assertEquals(
        List.of(1L, 2L, 4L, 6L, 8L), decoding.rows.stream().map(row -> row.get(0)).toList());
    assertEquals(
        List.of(
            "{\"a\":",
            "garbage",
            "{\"a\":\"x\",\"s\":\"{\"}",
            "{\"a\":3,\"s\":\"cut off",
            "[5]",
            "trailing",
            "{\"a\":7,\n  \"s\": oops,\n  \"t\": {\n    \"a\": 99\n  }\n}",
            "{\"a\":9,\"s\":\"never"),
        decoding.records);
  }

  @Test
  void refusesAFileOfAnotherEncoding() {
    byte[] utf16 = "\uFEFF{\"a\":1}".getBytes(StandardCharsets.UTF_16LE);
    RowType type = RowType.of(Field.of("a", Type.BIGINT));
    JsonDecoder decoder = new JsonDecoder(type, ValueFormats.ISO);
    RuntimeException failure =
        assertThrows(RuntimeException.class, () -> Decoding.of(decoder, utf16));
    assertTrue(failure.getMessage().contains("UTF-16"));
  }

  /** Random records in random pieces, some of them damaged, against the whole text at once. */
  @Test
  void piecesGiveTheSameRows() {
    Type nested =
        new Type.StructType(
            List.of(Field.of("k", Type.DOUBLE), Field.of("l", new Type.ArrayType(Type.VARCHAR))));
    RowType type =
        RowType.of(
            Field.of("id", Type.BIGINT), Field.of("name", Type.VARCHAR), Field.of("n", nested));
    for (int seed = 0; seed < 400; seed++) {
      Random random = new Random(seed);
      StringBuilder text = new StringBuilder();
      List<List<Object>> expected = new ArrayList<>();
      for (int i = 0; i < 25; i++) {
        String name = "ab\"\\é€\n".substring(0, random.nextInt(8)).repeat(random.nextInt(4));
        double number = random.nextInt(1000) / 8.0;
        String escaped = name.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
        String id = "\"id\": " + i;
        String other = "\"name\":\"" + escaped + "\"";
        String third =
            "\"n\" : {\"l\":[\""
                + escaped
                + "\",null] , \"skip\":[{\"x\":\"}\"}], \"k\":"
                + number
                + "}";
        List<String> members = new ArrayList<>(List.of(id, other, third));
        Collections.shuffle(members, random);
        String record = "{" + String.join(random.nextBoolean() ? "," : " ,  ", members) + "}";
        if (random.nextInt(6) == 0) {
          record = record.substring(0, record.length() - 1 - random.nextInt(5)) + "#";
        } else {
          String latin = latin(name);
          expected.add(List.of((long) i, latin, List.of(number, Arrays.asList(latin, null))));
        }
        text.append(record).append(random.nextInt(3) == 0 ? "\r\n" : "\n");
      }
      Decoding whole = decode(type, text.toString());
      Decoding pieces =
          Decoding.inPieces(new JsonDecoder(type, ValueFormats.ISO), text.toString(), random);
      assertEquals(expected, whole.rows, "seed " + seed);
      assertEquals(expected, pieces.rows, "seed " + seed);
      assertEquals(whole.records, pieces.records, "seed " + seed);
    }
  }
}
