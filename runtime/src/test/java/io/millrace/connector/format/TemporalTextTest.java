package io.millrace.connector.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Dates and times against java.time. */
class TemporalTextTest {
  private static final LocalDateTime EPOCH = LocalDateTime.of(1970, 1, 1, 0, 0);

  private static long timestamp(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return TemporalText.timestamp(bytes, 0, bytes.length);
  }

  private static long date(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return TemporalText.date(bytes, 0, bytes.length);
  }

  private static long time(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return TemporalText.time(bytes, 0, bytes.length);
  }

  @Test
  void agreesWithTheLibrary() {
    for (LocalDate day = LocalDate.of(1, 1, 1); day.getYear() < 10_000; day = day.plusDays(13)) {
      assertEquals(day.toEpochDay(), date(day.toString()), day.toString());
    }
    Random random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      LocalDateTime time =
          EPOCH.plus((random.nextLong() >> 1) % 40_000_000_000_000_000L, ChronoUnit.MICROS);
      long micros = ChronoUnit.MICROS.between(EPOCH, time);
      String text = time.toString();
      assertEquals(micros, timestamp(text), text);
      assertEquals(micros, timestamp(text.replace('T', ' ')), text);
      assertEquals(micros, timestamp(text + "Z"), text);
      ZoneOffset offset = ZoneOffset.ofTotalSeconds(60 * (random.nextInt(2 * 18 * 60) - 18 * 60));
      String zoned = OffsetDateTime.of(time, offset).toString();
      assertEquals(micros - offset.getTotalSeconds() * 1_000_000L, timestamp(zoned), zoned);
    }
  }

  @Test
  void takesTheFormsThatAreMet() {
    long day = 19_782L * 86_400_000_000L;
    assertEquals(day, timestamp("2024-02-29"));
    assertEquals(day + 3_600_000_000L, timestamp("2024-02-29 01:00"));
    assertEquals(day + 3_600_000_000L, timestamp("2024-02-29T02:00:00+01"));
    assertEquals(day + 3_600_000_000L, timestamp("2024-02-29t02:00:00.000+0100"));
    assertEquals(day + 3_600_000_000L, timestamp("2024-02-28 19:30:00 -05:30"));
    assertEquals(day + 123_456, timestamp("2024-02-29T00:00:00.123456789Z"));
    assertEquals(day + 100_000, timestamp("2024-02-29T00:00:00,1z"));
    assertEquals(86_399_999_999L, time("23:59:59.999999"));
  }

  @Test
  void knowsWhatIsNoTime() {
    for (String text :
        List.of(
            "",
            "2024",
            "2023-02-29",
            "2024-13-01",
            "2024-00-10",
            "2024-01-32",
            "0000-01-01",
            "2024-1-1",
            "2024/01/01",
            "20240101",
            "2024-01-01T",
            "2024-01-01T1",
            "2024-01-01Z",
            "2024-01-01 24:00:00",
            "2024-01-01 12:60:00",
            "2024-01-01 12:00:60",
            "2024-01-01 12:00:00.",
            "2024-01-01 12:00:00.x",
            "2024-01-01x12:00:00",
            "2024-01-01 12:00:00+",
            "2024-01-01 12:00:00+19:00",
            "2024-01-01 12:00:00+1:00",
            "2024-01-01 12:00:00 ",
            "yesterday, all day")) {
      assertEquals(TemporalText.INVALID, timestamp(text), text);
    }
    for (String text : List.of("", "1", "12:", "24:00", "12:00:", "12-00", "12:00:00Z")) {
      assertEquals(TemporalText.INVALID, time(text), text);
    }
  }
}
