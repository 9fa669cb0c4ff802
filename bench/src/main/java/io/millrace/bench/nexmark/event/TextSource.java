package io.millrace.bench.nexmark.event;

import io.millrace.batch.BytesBuilder;
import java.util.Arrays;

/** Writes random texts of small letters into columns. */
final class TextSource {
  private static final int SHORTEST = 3;

  /** Letters that one random number gives: 26 to this power is below 2 to the power of 63. */
  private static final int LETTERS_PER_NUMBER = 13;

  private final EventRandom random;
  private byte[] buffer = new byte[64];
  private int length;

  TextSource(EventRandom random) {
    this.random = random;
  }

  /** Begins a text. */
  TextSource start() {
    length = 0;
    return this;
  }

  /** Adds a fixed text, of ASCII. */
  TextSource add(String text) {
    ensure(text.length());
    for (int i = 0; i < text.length(); i++) {
      buffer[length++] = (byte) text.charAt(i);
    }
    return this;
  }

  /** Adds four digits. */
  TextSource addFourDigits() {
    ensure(4);
    int number = random.below(10_000);
    for (int power = 1000; power > 0; power /= 10) {
      buffer[length++] = (byte) ('0' + number / power % 10);
    }
    return this;
  }

  /**
   * Adds 3 to {@code bound - 1} letters, some of them a separator, and none of those at the ends.
   */
  TextSource addWords(int bound, char separator) {
    int letters = SHORTEST + random.below(bound - SHORTEST);
    ensure(letters);
    int start = length;
    for (int i = 0; i < letters; i++) {
      int choice = random.below(13 * 26);
      boolean isInside = length > start;
      if (choice < 26 && isInside) {
        buffer[length++] = (byte) separator;
      } else {
        buffer[length++] = (byte) ('a' + choice % 26);
      }
    }
    while (buffer[length - 1] == separator) {
      length--;
    }
    return this;
  }

  /** Adds letters so that a row of so many bytes without them has the average size with them. */
  TextSource addPadding(int size, int averageSize) {
    int wanted = Math.max(0, averageSize - size);
    int spread = Math.round(wanted * 0.2f);
    int letters = wanted - spread + (spread == 0 ? 0 : random.below(2 * spread));
    ensure(letters);
    long numbers = 0;
    for (int i = 0; i < letters; i++) {
      if (i % LETTERS_PER_NUMBER == 0) {
        numbers = random.bits() >>> 1;
      }
      buffer[length++] = (byte) ('a' + numbers % 26);
      numbers /= 26;
    }
    return this;
  }

  private void ensure(int more) {
    if (buffer.length - length < more) {
      buffer = Arrays.copyOf(buffer, Math.max(length + more, buffer.length * 2));
    }
  }

  /** Puts the text into a column and returns its length. */
  int appendTo(BytesBuilder column) {
    column.appendBytes(buffer, 0, length);
    return length;
  }
}
