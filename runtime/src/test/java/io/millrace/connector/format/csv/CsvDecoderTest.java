package io.millrace.connector.format.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.connector.Options;
import io.millrace.connector.format.Decoding;
import io.millrace.connector.format.MalformedRecord;
import io.millrace.connector.format.ValueFormats;
import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** CSV to rows, and what is no row. */
class CsvDecoderTest {
  private static final RowType AB =
      RowType.of(Field.of("a", Type.BIGINT), Field.of("b", Type.VARCHAR));

  private static CsvDialect dialect(Map<String, String> options) {
    return CsvDialect.of(new Options(options, Path.of("")), ',');
  }

  private static CsvDecoder decoder(RowType type, Map<String, String> options) {
    return new CsvDecoder(type, dialect(options), ValueFormats.ISO);
  }

  private static Decoding decode(RowType type, String text) {
    return Decoding.of(decoder(type, Map.of()), text);
  }

  private static Object value(Type type, String field) {
    Decoding decoding =
        decode(
            RowType.of(Field.of("v", type), Field.of("w", Type.VARCHAR)), "v,w\n" + field + ",x");
    assertEquals(List.of(), decoding.reasons, field);
    assertEquals("x", decoding.rows.get(0).get(1));
    return decoding.rows.get(0).get(0);
  }

  private static String refusal(Type type, String field) {
    Decoding decoding =
        decode(
            RowType.of(Field.of("w", Type.VARCHAR), Field.of("v", type)),
            "v,w\n" + field + ",\"a\nb\"\n,y\n");
    assertEquals(1, decoding.reasons.size(), field + decoding.rows);
    assertEquals("y", decoding.rows.get(0).get(0));
    assertEquals(1, decoding.rows.size());
    return decoding.reasons.get(0);
  }

  private static String latin(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  @Test
  void readsValues() {
    assertEquals(5L, value(Type.BIGINT, "5"));
    assertEquals(-5L, value(Type.SMALLINT, " -5 "));
    assertEquals(5L, value(Type.BIGINT, "+5"));
    assertEquals(7L, value(Type.BIGINT, "007"));
    assertEquals(1000L, value(Type.BIGINT, "1e3"));
    assertEquals(5L, value(Type.BIGINT, "\"5\""));
    assertEquals(-0.25, value(Type.DOUBLE, "-.25"));
    assertEquals(Double.NaN, value(Type.DOUBLE, "nan"));
    assertEquals(150L, value(new Type.DecimalType(5, 2), "1.5"));
    assertEquals(1L, value(Type.BOOLEAN, "TRUE"));
    assertEquals(19_782L, value(Type.DATE, "2024-02-29"));
    assertEquals(1_000_000L, value(Type.TIMESTAMP, "1970-01-01 00:00:01"));
    assertEquals(60_000_000L, value(Type.TIME, "00:01"));
    assertEquals("\u0000\u00ff", value(Type.VARBINARY, "\\x00Ff"));
    assertEquals("{\"a\": [1, 2]}", value(Type.VARIANT, "\"{\"\"a\"\": [1, 2]}\""));
    assertEquals(" a ", value(Type.VARCHAR, " a "));
    assertEquals("a\"b", value(Type.VARCHAR, "a\"b"));
    assertEquals(latin("€ä"), value(Type.VARCHAR, "€ä"));
    assertEquals("a,\"b\"\r\nc", value(Type.VARCHAR, "\"a,\"\"b\"\"\r\nc\""));
    assertEquals("\"", value(Type.VARCHAR, "\"\"\"\""));
  }

  @Test
  void tellsNullFromEmpty() {
    assertNull(value(Type.VARCHAR, ""));
    assertEquals("", value(Type.VARCHAR, "\"\""));
    assertNull(value(Type.BIGINT, ""));
    assertNull(value(Type.BIGINT, "\"\""));
    Decoding decoding = Decoding.of(decoder(AB, Map.of("null", "NA")), "a,b\nNA,NA\n1,\"NA\"\n,\n");
    assertEquals(
        List.of(Arrays.asList(null, null), List.of(1L, "NA"), Arrays.asList(null, "")),
        decoding.rows);
  }

  @Test
  void refusesValuesThatDoNotFit() {
    assertTrue(refusal(Type.BIGINT, "5.5").contains("'v': '5.5' is not of type BIGINT"));
    assertTrue(refusal(Type.BIGINT, "1 2").contains("'1 2'"));
    assertTrue(refusal(Type.TINYINT, "200").contains("range"));
    assertTrue(refusal(Type.BOOLEAN, "1").contains("BOOLEAN"));
    assertTrue(refusal(Type.DATE, "1.1.2024").contains("DATE"));
    assertTrue(refusal(Type.TIMESTAMP, "1517365101235").contains("timestamp.unit"));
    assertTrue(refusal(Type.VARBINARY, "00ff").contains("VARBINARY"));
    assertTrue(refusal(Type.VARBINARY, "\\x0").contains("VARBINARY"));
    assertTrue(refusal(Type.VARIANT, "{a}").contains("VARIANT"));
    assertTrue(refusal(new Type.TextType(2, false), "abc").contains("too long"));
    MillraceException nested =
        assertThrows(
            MillraceException.class,
            () -> decode(RowType.of(Field.of("l", new Type.ArrayType(Type.BIGINT))), "l\n"));
    assertEquals(ErrorCode.FEATURE_NOT_SUPPORTED, nested.code());
  }

  @Test
  void findsColumnsByTheHeader() {
    String text = "\uFEFFx, B ,\"a\"\n1,b1,7\n2,b2,8\n";
    assertEquals(List.of(List.of(7L, "b1"), List.of(8L, "b2")), decode(AB, text).rows);
    MalformedRecord missing = assertThrows(MalformedRecord.class, () -> decode(AB, "x,b\n1,2\n"));
    assertTrue(missing.getMessage().contains("no column 'a'; it has x, b"), missing.getMessage());
    Decoding lenient = Decoding.of(decoder(AB, Map.of("missing.columns", "null")), "x,b\n1,2\n");
    assertEquals(List.of(Arrays.asList(null, "2")), lenient.rows);
    Decoding bare = Decoding.of(decoder(AB, Map.of("header", "false")), "1,x\n\n2,y\n");
    assertEquals(List.of(List.of(1L, "x"), List.of(2L, "y")), bare.rows);
    assertEquals(List.of(), decode(AB, "a,b\n").rows);
    assertEquals(List.of(), decode(AB, "").rows);
  }

  @Test
  void readsOtherDialects() {
    Decoding decoding =
        Decoding.of(
            decoder(AB, Map.of("delimiter", ";", "quote", "'")), "a;b\r1;'x;''y'\r2;\"q,\"\r");
    assertEquals(List.of(List.of(1L, "x;'y"), List.of(2L, "\"q,\"")), decoding.rows);
    assertEquals(
        List.of(List.of(1L, "x")),
        Decoding.of(decoder(AB, Map.of("delimiter", "\\t")), "a\tb\n1\tx\n").rows);
    assertThrows(MillraceException.class, () -> dialect(Map.of("delimiter", ";;")));
    assertThrows(MillraceException.class, () -> dialect(Map.of("delimiter", "\"")));
    assertThrows(MillraceException.class, () -> dialect(Map.of("quote", "ä")));
  }

  @Test
  void goesOnAfterMalformedRecords() {
    String text =
        """
        a,b
        1,one
        2
        3,three,3
        x,"two
        lines"
        4,"four"4
        5,five
        ,"closed"
        6,"never closed
        7,seven
        """;
    Decoding decoding = decode(AB, text);
    assertEquals(
        List.of(
            List.of(1L, "one"),
            List.of(5L, "five"),
            Arrays.asList(null, "closed"),
            List.of(7L, "seven")),
        decoding.rows);
    assertEquals(
        List.of(
            "the record has 1 fields, expected 2",
            "the record has 3 fields, expected 2",
            "column 'a': 'x' is not of type BIGINT",
            "text follows the closing quote of a field",
            "a quoted field is not closed"),
        decoding.reasons);
    assertEquals("x,\"two\nlines\"", decoding.records.get(2));
  }

  /** Random records in random pieces, some of them damaged, against the whole text at once. */
  @Test
  void piecesGiveTheSameRows() {
    for (int seed = 0; seed < 600; seed++) {
      Random random = new Random(seed);
      String end = List.of("\n", "\r\n", "\r").get(random.nextInt(3));
      StringBuilder text = new StringBuilder("b,skip,a" + end);
      List<List<Object>> expected = new ArrayList<>();
      for (int i = 0; i < 25; i++) {
        String word = "a,\"€\r\nb".substring(0, random.nextInt(8)).repeat(random.nextInt(5));
        boolean bad = random.nextInt(6) == 0;
        String skipped = random.nextBoolean() ? "\"x,\"\"\n\"" : "q";
        text.append('"')
            .append(word.replace("\"", "\"\""))
            .append("\",")
            .append(skipped)
            .append(',')
            .append(bad ? "bad" : Integer.toString(i));
        if (i < 24 || random.nextBoolean()) {
          text.append(end);
        }
        if (!bad) {
          expected.add(List.of((long) i, latin(word)));
        }
      }
      Decoding whole = decode(AB, text.toString());
      Decoding pieces = Decoding.inPieces(decoder(AB, Map.of()), text.toString(), random);
      assertEquals(expected, whole.rows, "seed " + seed);
      assertEquals(expected, pieces.rows, "seed " + seed);
      assertEquals(whole.records, pieces.records, "seed " + seed);
    }
  }
}
