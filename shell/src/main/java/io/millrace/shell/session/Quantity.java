package io.millrace.shell.session;

import java.util.Locale;

/** Numbers of seconds and of things, for people. */
public final class Quantity {
  private Quantity() {}

  /** Returns {@code 0.012 s}, {@code 12.3 s}, {@code 2 min 5 s}. */
  public static String seconds(long nanos) {
    double seconds = nanos / 1e9;
    if (seconds < 9.9995) {
      return String.format(Locale.ROOT, "%.3f s", seconds);
    } else if (seconds < 99.95) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    long whole = Math.round(seconds);
    return whole / 60 + " min " + whole % 60 + " s";
  }

  /** Returns {@code 1 row}, {@code 1,000 rows}. */
  public static String count(long number, String singular) {
    return String.format(Locale.ROOT, "%,d ", number) + singular + (number == 1 ? "" : "s");
  }
}
