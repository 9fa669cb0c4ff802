package io.millrace.engine.statement;

import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/** Reads points in time as users write them: a date, a time, perhaps an offset. */
final class TimestampText {
  private final ZoneId zone;

  /**
   * @param zone of texts without an offset
   */
  TimestampText(ZoneId zone) {
    this.zone = zone;
  }

  Instant parse(String text) {
    String iso = text.strip().replaceFirst("(?<=\\d)[ ]+(?=\\d)", "T").toUpperCase(Locale.ROOT);
    try {
      if (iso.indexOf('T') < 0) {
        return LocalDate.parse(iso).atStartOfDay(zone).toInstant();
      }
      if (iso.matches(".*(Z|[+-]\\d\\d(:?\\d\\d)?)$")) {
        String full = iso.matches(".*[+-]\\d\\d$") ? iso + ":00" : iso;
        return OffsetDateTime.parse(full).toInstant();
      }
      return LocalDateTime.parse(iso).atZone(zone).toInstant();
    } catch (DateTimeParseException e) {
      throw new MillraceException(
          ErrorCode.INVALID_PARAMETER_VALUE,
          "'" + text + "' is no timestamp; write it like '2026-01-31 12:00:00'",
          e);
    }
  }
}
