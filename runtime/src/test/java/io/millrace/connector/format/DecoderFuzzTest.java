package io.millrace.connector.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.connector.format.csv.CsvDecoder;
import io.millrace.connector.format.csv.CsvDialect;
import io.millrace.connector.format.csv.CsvSchema;
import io.millrace.connector.format.json.JsonDecoder;
import io.millrace.connector.format.json.JsonSchema;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Damaged bytes make malformed records, never another failure, and leave other lines alone. */
class DecoderFuzzTest {
  private static final RowType TYPE =
      RowType.of(
          Field.of("i", Type.BIGINT),
          Field.of("d", Type.DOUBLE),
          Field.of("m", new Type.DecimalType(30, 4)),
          Field.of("s", Type.VARCHAR),
          Field.of("t", Type.TIMESTAMP),
          Field.of("day", Type.DATE),
          Field.of("u", Type.UUID),
          Field.of("b", Type.BOOLEAN),
          Field.of("v", Type.VARIANT),
          Field.of("x", Type.VARBINARY));
  private static final RowType NESTED =
      TYPE.concat(
          RowType.of(
              Field.of("l", new Type.ArrayType(Type.BIGINT)),
              Field.of("map", new Type.MapType(Type.VARCHAR, Type.DOUBLE)),
              Field.of(
                  "r",
                  new Type.StructType(List.of(Field.of("a", new Type.ArrayType(Type.VARCHAR)))))));
  private static final String JSON =
      "{\"i\":-12,\"d\":1.5e3,\"m\":\"12.5\",\"s\":\"a\\u00e9\\n€\",\"t\":\"2024-01-01T00:00:00Z\","
          + "\"day\":\"2024-01-01\",\"u\":\"01234567-89ab-cdef-0123-456789abcdef\",\"b\":true,"
          + "\"v\":{\"q\":[1,null]},\"x\":\"AP8=\",\"l\":[1,2],\"map\":{\"k\":0.5},"
          + "\"r\":{\"a\":[\"z\"]},\"skip\":[{\"w\":-0.1}]}";
  private static final String CSV =
      "-12,1.5e3,12.5,\"a\"\"€\",2024-01-01T00:00:00Z,2024-01-01,"
          + "01234567-89ab-cdef-0123-456789abcdef,true,\"[1,{\"\"a\"\":2}]\",\\x00ff";
  private static final String HEADER = "i,d,m,s,t,day,u,b,v,x";

  private static byte[] damage(String record, Random random) {
    byte[] bytes = record.getBytes(StandardCharsets.UTF_8);
    for (int i = random.nextInt(3); i >= 0; i--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(4)) {
        case 0 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
        case 1 -> bytes[at] = (byte) random.nextInt(256);
        case 2 -> bytes[at] = (byte) "\"\\{}[],:0-.eE tn\u0000".charAt(random.nextInt(17));
        default -> {
          byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
          System.arraycopy(bytes, at, longer, at + 1, bytes.length - at);
          bytes = longer;
        }
      }
    }
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n' || bytes[i] == '\r') {
        bytes[i] = ' ';
      }
    }
    return bytes;
  }

  private static byte[] text(String first, byte[] damaged, String after) {
    byte[] head = first.getBytes(StandardCharsets.UTF_8);
    byte[] tail = after.getBytes(StandardCharsets.UTF_8);
    byte[] text = Arrays.copyOf(head, head.length + damaged.length + tail.length);
    System.arraycopy(damaged, 0, text, head.length, damaged.length);
    System.arraycopy(tail, 0, text, head.length + damaged.length, tail.length);
    return text;
  }

  @Test
  void damagedJsonIsMalformed() {
    JsonDecoder decoder = new JsonDecoder(NESTED, ValueFormats.ISO);
    List<Object> sound = Decoding.of(decoder, JSON).rows.get(0);
    for (int seed = 0; seed < 30_000; seed++) {
      byte[] damaged = damage(JSON, new Random(seed));
      byte[] text = text(JSON + "\n", damaged, "\n" + JSON + "\n");
      Decoding decoding = decode(decoder, text, seed);
      List<List<Object>> rows = decoding.rows;
      assertEquals(sound, rows.get(0), "seed " + seed);
      assertEquals(sound, rows.get(rows.size() - 1), "seed " + seed);
      boolean isBlank = new String(damaged, StandardCharsets.ISO_8859_1).isBlank();
      assertTrue(isBlank || rows.size() + decoding.reasons.size() >= 3, "seed " + seed);
      new JsonSchema().add(Arrays.copyOf(text, text.length + 16), text.length);
    }
  }

  @Test
  void damagedCsvIsMalformed() {
    CsvDecoder decoder = new CsvDecoder(TYPE, CsvDialect.STANDARD, ValueFormats.ISO);
    List<Object> sound = Decoding.of(decoder, HEADER + "\n" + CSV).rows.get(0);
    for (int seed = 0; seed < 30_000; seed++) {
      byte[] damaged = damage(CSV, new Random(seed));
      byte[] text = text(HEADER + "\n" + CSV + "\n", damaged, "\n" + CSV + "\n" + CSV + "\n");
      Decoding decoding = decode(decoder, text, seed);
      List<List<Object>> rows = decoding.rows;
      assertEquals(sound, rows.get(0), "seed " + seed);
      assertTrue(rows.size() + decoding.reasons.size() >= 2, "seed " + seed);
      new CsvSchema(CsvDialect.STANDARD)
          .add(Arrays.copyOf(text, text.length + 16), text.length, true);
    }
  }

  private static Decoding decode(RecordDecoder decoder, byte[] text, int seed) {
    try {
      return Decoding.of(decoder, text);
    } catch (RuntimeException e) {
      throw new AssertionError("seed " + seed, e);
    }
  }
}
