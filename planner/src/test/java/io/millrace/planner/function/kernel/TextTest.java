package io.millrace.planner.function.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What looks at eight bytes at a time, against Java's Strings, at any place in its bytes. */
class TextTest {
  private static final String[] CHARACTERS = {
    "a", "b", "c", "\u0000", "\u00FF", "é", "€", "𝄞", "\u0080"
  };

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void countsAndFindsCharacters(int seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 2_000; round++) {
      String text = text(random, random.nextInt(40));
      String part = text(random, random.nextInt(3));
      byte[] before = text(random, random.nextInt(5)).getBytes(StandardCharsets.UTF_8);
      byte[] of = text.getBytes(StandardCharsets.UTF_8);
      byte[] sought = part.getBytes(StandardCharsets.UTF_8);
      String data = new String(before, StandardCharsets.UTF_8) + text + part;
      byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
      String what = "seed " + seed + ", '" + part + "' in '" + text + "'";
      assertEquals(
          text.codePointCount(0, text.length()),
          Text.charLength(bytes, before.length, of.length),
          what);
      int at = text.indexOf(part);
      assertEquals(
          at < 0 ? 0 : text.codePointCount(0, at) + 1,
          Text.strpos(bytes, before.length, of.length, sought, 0, sought.length),
          what);
      Result result = new Result();
      byte[] by = "xyz".getBytes(StandardCharsets.UTF_8);
      Text.replace(
          bytes, before.length, of.length, sought, 0, sought.length, by, 0, by.length, result);
      assertEquals(part.isEmpty() ? text : text.replace(part, "xyz"), string(result), what);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void splits(int seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 2_000; round++) {
      String text = text(random, random.nextInt(60));
      String delimiter = text(random, random.nextInt(3));
      byte[] data = (delimiter + text + delimiter).getBytes(StandardCharsets.UTF_8);
      byte[] by = delimiter.getBytes(StandardCharsets.UTF_8);
      int length = data.length - 2 * by.length;
      List<String> parts = parts(text, delimiter);
      for (int n = -parts.size() - 2; n <= parts.size() + 2; n++) {
        String what = "seed " + seed + ", '" + text + "' by '" + delimiter + "' at " + n;
        Result index = new Result();
        Text.splitIndex(data, by.length, length, by, 0, by.length, n, index);
        assertEquals(n < 0 || n >= parts.size(), index.isNull, what);
        if (!index.isNull) {
          assertEquals(parts.get(n), string(index), what);
        }
        if (n != 0) {
          Result part = new Result();
          Text.splitPart(data, by.length, length, by, 0, by.length, n, part);
          int wanted = n > 0 ? n - 1 : parts.size() + n;
          boolean exists = wanted >= 0 && wanted < parts.size();
          assertEquals(exists ? parts.get(wanted) : "", string(part), what);
        }
      }
    }
  }

  /** Whatever is asked for in whatever order, wherever the text lies, it is as if asked alone. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void splitsForSeveralCalls(int seed) {
    Random random = new Random(seed);
    SplitText split = new SplitText();
    for (int round = 0; round < 2_000; round++) {
      String text = text(random, random.nextInt(round % 50 == 0 ? 600 : 60));
      String delimiter = text(random, random.nextInt(3));
      byte[] by = delimiter.getBytes(StandardCharsets.UTF_8);
      int parts = parts(text, delimiter).size();
      split.forget();
      for (int call = 0; call < 6; call++) {
        String before = text(random, random.nextInt(5)) + delimiter;
        byte[] data = (before + text + delimiter).getBytes(StandardCharsets.UTF_8);
        int start = before.getBytes(StandardCharsets.UTF_8).length;
        int length = data.length - start - by.length;
        long n =
            random.nextInt(20) == 0 ? random.nextLong() : random.nextInt(2 * parts + 4) - parts;
        String what = "seed " + seed + ", '" + text + "' by '" + delimiter + "' at " + n;
        Result alone = new Result();
        Result shared = new Result();
        if (n == 0 || random.nextBoolean()) {
          Text.splitIndex(data, start, length, by, 0, by.length, n, alone);
          SplitText.splitIndex(data, start, length, by, 0, by.length, n, split, shared);
        } else {
          Text.splitPart(data, start, length, by, 0, by.length, n, alone);
          SplitText.splitPart(data, start, length, by, 0, by.length, n, split, shared);
        }
        assertEquals(alone.isNull, shared.isNull, what);
        if (!alone.isNull) {
          assertEquals(string(alone), string(shared), what);
        }
      }
    }
  }

  /** Of texts without a delimiter, and by none, there is one part. */
  private static List<String> parts(String text, String delimiter) {
    List<String> parts = new ArrayList<>();
    int begin = 0;
    int at = delimiter.isEmpty() ? -1 : text.indexOf(delimiter);
    while (at >= 0) {
      parts.add(text.substring(begin, at));
      begin = at + delimiter.length();
      at = text.indexOf(delimiter, begin);
    }
    parts.add(text.substring(begin));
    return parts;
  }

  private static String string(Result result) {
    return new String(result.data, result.start, result.length, StandardCharsets.UTF_8);
  }

  private static String text(Random random, int characters) {
    StringBuilder text = new StringBuilder();
    int kinds = 1 + random.nextInt(CHARACTERS.length);
    for (int i = 0; i < characters; i++) {
      text.append(CHARACTERS[random.nextInt(kinds)]);
    }
    return text.toString();
  }
}
