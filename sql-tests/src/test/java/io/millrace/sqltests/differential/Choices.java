package io.millrace.sqltests.differential;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Where all random decisions come from. They are recorded, and can be played again; 0 is always the
 * simplest choice, and what is asked beyond the end of a recording is 0. So a list of choices with
 * parts cut out or set to 0 makes a simpler thing of the same kind.
 */
final class Choices {
  private final Random random;
  private int[] values;
  private int position;

  private Choices(Random random, int[] values) {
    this.random = random;
    this.values = values;
  }

  static Choices fresh(long seed) {
    return new Choices(new Random(seed), new int[64]);
  }

  static Choices replay(int[] values) {
    return new Choices(null, values);
  }

  /** What was chosen so far. */
  int[] made() {
    return Arrays.copyOf(values, position);
  }

  /** A number from 0 to below the bound. */
  int below(int bound) {
    int value;
    if (random == null) {
      value = position < values.length ? values[position] % bound : 0;
    } else {
      if (position == values.length) {
        values = Arrays.copyOf(values, position * 2);
      }
      value = random.nextInt(bound);
      values[position] = value;
    }
    position++;
    return value;
  }

  /** Whether something that happens in so many of 100 cases happens now. */
  boolean chance(int percent) {
    return below(100) >= 100 - percent;
  }

  @SafeVarargs
  final <T> T of(T... options) {
    return options[below(options.length)];
  }

  <T> T of(List<T> options) {
    return options.get(below(options.size()));
  }
}
