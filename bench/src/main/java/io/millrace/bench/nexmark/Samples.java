package io.millrace.bench.nexmark;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.LongConsumer;

/** Microseconds, of which parts per thousand are asked. */
final class Samples {
  private long[] values = new long[1024];
  private int size;

  void add(long micros) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size * 2);
    }
    values[size++] = micros;
  }

  int size() {
    return size;
  }

  void forEach(LongConsumer take) {
    for (int i = 0; i < size; i++) {
      take.accept(values[i]);
    }
  }

  /** Prints the middle, what 99 % and 99.9 % do not exceed, and the largest. */
  void print(String what) {
    if (size == 0) {
      System.out.println(what + ": nothing came");
      return;
    }
    long[] sorted = Arrays.copyOf(values, size);
    Arrays.sort(sorted);
    System.out.printf(
        Locale.ROOT,
        "%s: p50 %.1f ms, p99 %.1f ms, p99.9 %.1f ms, largest %.1f ms%n",
        what,
        sorted[size / 2] / 1e3,
        sorted[(int) (size * 0.99)] / 1e3,
        sorted[(int) (size * 0.999)] / 1e3,
        sorted[size - 1] / 1e3);
  }
}
