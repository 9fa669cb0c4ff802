package io.millrace.planner.function.kernel;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * A text that stands in whatever a regular expression matches: where it is missing nothing matches,
 * and where it first stands says where a match can begin at the earliest. Looking for it costs far
 * less than trying the expression at every place.
 */
final class RequiredLiteral {
  /** What is common in texts, the commonest first; all else is rare. */
  private static final String COMMON =
      " eatoinsrhlducmfpgwybvkxjqz0123456789/.-,:=&\"'ETAOINSRHLDUCMFPGWYBVKXJQZ";

  private final byte[] bytes;
  private final int rarest;
  private final int before;

  RequiredLiteral(String literal, int before) {
    this.bytes = literal.getBytes(StandardCharsets.UTF_8);
    this.rarest = rarest(bytes);
    this.before = before;
  }

  /**
   * Returns the longest one that is found in a regular expression; none where there is none, or the
   * expression has parts that are not looked into.
   *
   * @param pattern in Java's syntax, valid, used without flags or with MULTILINE and DOTALL alone
   */
  static Optional<RequiredLiteral> of(String pattern) {
    PatternReader.Part whole = PatternReader.read(pattern);
    return whole.literal().isEmpty()
        ? Optional.empty()
        : Optional.of(new RequiredLiteral(whole.literal(), whole.before()));
  }

  private static int rarest(byte[] bytes) {
    int rarest = 0;
    for (int i = 1; i < bytes.length; i++) {
      if (rarity(bytes[i]) > rarity(bytes[rarest])) {
        rarest = i;
      }
    }
    return rarest;
  }

  private static int rarity(byte value) {
    int place = COMMON.indexOf(value);
    return place < 0 ? COMMON.length() : place;
  }

  /** Returns the offset (from start) of its first occurrence, or -1. */
  int find(byte[] data, int start, int length) {
    int end = start + length - bytes.length + rarest + 1;
    for (int at = start + rarest; at < end; at++) {
      at = Text.indexOf(data, at, end, bytes[rarest]);
      if (at < 0) {
        return -1;
      }
      int from = at - rarest;
      if (Arrays.equals(data, from, from + bytes.length, bytes, 0, bytes.length)) {
        return from - start;
      }
    }
    return -1;
  }

  /**
   * Returns the offset in a text of ASCII before which no match begins.
   *
   * @param first where the literal first stands in it
   */
  int earliestMatch(int first) {
    return Math.max(0, first - before);
  }

  @Override
  public String toString() {
    String text = new String(bytes, StandardCharsets.UTF_8);
    return before == PatternReader.UNBOUNDED ? text : text + " after " + before;
  }
}
