package io.millrace.planner.function.kernel;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;

/** The session's time zone: local times to instants and back. */
public final class Zones {
  private final ZoneRules rules;
  private final boolean fixed;
  private final long fixedMicros;

  private Zones(ZoneId zone) {
    rules = zone.getRules();
    fixed = rules.isFixedOffset();
    fixedMicros = fixed ? micros(rules.getOffset(Instant.EPOCH)) : 0;
  }

  public static Zones of(ZoneId zone) {
    return new Zones(zone);
  }

  private static long micros(ZoneOffset offset) {
    return offset.getTotalSeconds() * Dates.MICROS_PER_SECOND;
  }

  /** Returns how far local time is ahead of UTC at an instant, in microseconds. */
  public long offset(long instant) {
    return fixed
        ? fixedMicros
        : micros(
            rules.getOffset(
                Instant.ofEpochSecond(Math.floorDiv(instant, Dates.MICROS_PER_SECOND))));
  }

  public long toLocal(long instant) {
    return Dates.plusMicros(instant, offset(instant));
  }

  /** Returns the instant of a local time; the earlier one where clocks went back. */
  public long toInstant(long local) {
    if (fixed) {
      return Dates.minusMicros(local, fixedMicros);
    }
    long seconds = Math.floorDiv(local, Dates.MICROS_PER_SECOND);
    LocalDateTime time = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
    return Dates.minusMicros(local, micros(rules.getOffset(time)));
  }

  /** Parses an instant; a text without an offset is in this zone. */
  public static void parse(
      byte[] data, int start, int length, int precision, Zones zones, Result out) {
    ParseTime.timestamp(data, start, length, precision, zones, out);
  }

  public static void print(long instant, Zones zones, Result out) {
    Print.instant(instant, zones.offset(instant), out);
  }
}
