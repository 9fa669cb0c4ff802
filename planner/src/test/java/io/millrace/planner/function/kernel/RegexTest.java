package io.millrace.planner.function.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.error.MillraceException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every function of regular expressions against java.util.regex over whole Strings. */
class RegexTest {
  private static final String[] ASCII = {"a", "b", "c", "&", "=", "ab", "\n"};
  private static final String[] ANY = {"a", "b", "c", "&", "ab", "é", "😀", "\u0300"};
  private static final String[] ATOMS = {
    "a",
    "b",
    "c",
    "&",
    "=",
    "ab",
    "é",
    "😀",
    "a",
    "b",
    "ab",
    "abc",
    ".",
    "[ab]",
    "[^&]",
    "\\w",
    "\\W",
    "\\s",
    "\\&",
    "^",
    "$",
    "\\b",
    "\\B",
    "\\A",
    "\\z",
    "\\Z",
    "\\G",
    "(?=b)",
    "(?<=a)",
    "(?<!b)",
    "(?!c)",
    "[a[b]]",
    "\\x61",
    "[a&&[ab]]"
  };
  private static final String[] QUANTIFIERS = {
    "?", "*", "+", "{2}", "{1,2}", "{0,1}", "{1,}", "??", "*?", "+?", "?+", "*+", "++", "{1,2}?"
  };

  private Random random;
  private int bounded;
  private int absent;
  private int matched;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void agreesWithJava(int seed) {
    random = new Random(seed);
    for (int round = 0; round < 600; round++) {
      String pattern = pattern(3);
      Functions functions = new Functions(pattern, "seed " + seed + ", '" + pattern + "'");
      RequiredLiteral literal = RequiredLiteral.of(pattern).orElse(null);
      for (int t = 0; t < 12; t++) {
        String text = text();
        functions.compare(text);
        if (literal != null) {
          byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
          int first = literal.find(bytes, 0, bytes.length);
          absent += first < 0 ? 1 : 0;
          bounded += first > 0 && literal.earliestMatch(first) > 0 ? 1 : 0;
        }
      }
    }
    assertTrue(absent > 200, "literals were missing " + absent + " times");
    assertTrue(bounded > 200, "searches began late " + bounded + " times");
    assertTrue(matched > 1_000, matched + " matches");
  }

  private String one(String[] of) {
    return of[random.nextInt(of.length)];
  }

  private String text() {
    String[] characters = random.nextInt(3) == 0 ? ANY : ASCII;
    StringBuilder text = new StringBuilder();
    for (int left = random.nextInt(14); left > 0; left--) {
      text.append(one(characters));
    }
    return text.toString();
  }

  private String pattern(int depth) {
    StringBuilder pattern = new StringBuilder();
    for (int left = 1 + random.nextInt(4); left > 0; left--) {
      switch (random.nextInt(depth > 0 ? 10 : 8)) {
        case 8 -> pattern.append(random.nextInt(3) == 0 ? "(?:" : "(").append(pattern(depth - 1));
        case 9 -> {
          pattern.append('(').append(pattern(depth - 1)).append('|').append(pattern(depth - 1));
        }
        default -> {
          pattern.append(one(ATOMS)).append(random.nextInt(4) == 0 ? one(QUANTIFIERS) : "");
          continue;
        }
      }
      // A group may match much in many ways; what it is repeated by stays small.
      pattern.append(')').append(random.nextInt(4) == 0 ? one(new String[] {"?", "{1,2}"}) : "");
    }
    return pattern.toString();
  }

  /** The functions with a state each, as at one place of call. */
  private final class Functions {
    private final String pattern;
    private final byte[] by;
    private final String what;
    private final Regex like = new Regex();
    private final Regex likeWithFlags = new Regex();
    private final Regex extract = new Regex();
    private final Regex replace = new Regex();
    private final Regex count = new Regex();
    private final Regex position = new Regex();

    Functions(String pattern, String what) {
      this.pattern = pattern;
      this.by = bytes(pattern);
      this.what = what;
    }

    void compare(String text) {
      String at = what + " in '" + text + "'";
      // What stands around the text in the same bytes is not part of it.
      byte[] data = bytes("ab" + text + "ba");
      int start = 2;
      int length = data.length - 4;
      List<MatchResult> matches = matches(text, 0);
      int groups = Regex.groups(pattern);
      MatchResult first = matches.isEmpty() ? null : matches.get(0);
      matched += matches.size();
      assertEquals(first != null, Regex.like(data, start, length, by, 0, by.length, like), at);
      assertEquals(
          first == null ? 0 : text.codePointCount(0, first.start()) + 1L,
          Regex.position(data, start, length, by, 0, by.length, position),
          at);
      for (int group = 0; group <= groups; group++) {
        Result result = new Result();
        Regex.extract(data, start, length, by, 0, by.length, group, extract, result);
        assertEquals(first == null ? null : first.group(group), string(result), at);
      }
      assertEquals(matches.size(), Regex.count(data, start, length, by, 0, by.length, count), at);
      for (String flags : new String[] {"", "g", "m", "s", "i", "gms", "xg"}) {
        compareWithFlags(text, flags, data, start, length, at + " with " + flags);
      }
    }

    private void compareWithFlags(
        String text, String flags, byte[] data, int start, int length, String at) {
      int wanted =
          (flags.contains("m") ? Pattern.MULTILINE : 0)
              | (flags.contains("s") ? Pattern.DOTALL : 0)
              | (flags.contains("x") ? Pattern.COMMENTS : 0)
              | (flags.contains("i") ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0);
      List<MatchResult> matches = matches(text, wanted);
      byte[] given = bytes(flags);
      assertEquals(
          !matches.isEmpty(),
          Regex.like(data, start, length, by, 0, by.length, given, 0, given.length, likeWithFlags),
          at);
      int group = Math.min(1, Regex.groups(pattern));
      byte[] with = bytes("<\\" + group + ">");
      Result result = new Result();
      Regex.replace(
          data,
          start,
          length,
          by,
          0,
          by.length,
          with,
          0,
          with.length,
          given,
          0,
          given.length,
          replace,
          result);
      assertEquals(replaced(text, matches, group, flags.contains("g")), string(result), at);
    }

    /** All matches, but those that Java finds between the halves of a surrogate pair. */
    private List<MatchResult> matches(String text, int flags) {
      return Pattern.compile(pattern, flags)
          .matcher(text)
          .results()
          .filter(
              match ->
                  match.start() == 0
                      || match.start() == text.length()
                      || !Character.isLowSurrogate(text.charAt(match.start())))
          .toList();
    }

    private static String replaced(String text, List<MatchResult> matches, int group, boolean all) {
      StringBuilder replaced = new StringBuilder();
      int done = 0;
      for (MatchResult match :
          matches.subList(0, all ? matches.size() : Math.min(1, matches.size()))) {
        String with = match.group(group);
        replaced.append(text, done, match.start()).append('<');
        replaced.append(with == null ? "" : with).append('>');
        done = match.end();
      }
      return replaced.append(text.substring(done)).toString();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String string(Result result) {
    return result.isNull
        ? null
        : new String(result.data, result.start, result.length, StandardCharsets.UTF_8);
  }

  @Test
  void charactersOfTwoHalvesStayWhole() {
    Result result = new Result();
    byte[] text = bytes("a😀b");
    byte[] by = bytes("x*");
    byte[] with = bytes("-");
    Regex.replace(text, 0, text.length, by, 0, by.length, with, 0, 1, new Regex(), result);
    assertEquals("-a-😀-b-", string(result));
    assertEquals(4, Regex.count(text, 0, text.length, by, 0, by.length, new Regex()));
  }

  @Test
  void aGroupThatIsNotThereIsRefused() {
    byte[] text = bytes("abc");
    byte[] by = bytes("(b)");
    byte[] with = bytes("<\\2>");
    MillraceException error =
        assertThrows(
            MillraceException.class,
            () -> Regex.replace(text, 0, 3, by, 0, 3, with, 0, 4, new Regex(), new Result()));
    assertEquals(
        "the regular expression has no group 2 to replace by: '<\\2>'", error.getMessage());
  }

  @Test
  void anInvalidPatternIsRefusedEachTime() {
    Regex regex = new Regex();
    byte[] text = bytes("abc");
    byte[] valid = bytes("b");
    byte[] invalid = bytes("(");
    assertTrue(Regex.like(text, 0, 3, valid, 0, 1, regex));
    for (int i = 0; i < 2; i++) {
      assertThrows(MillraceException.class, () -> Regex.like(text, 0, 3, invalid, 0, 1, regex));
    }
    assertTrue(Regex.like(text, 0, 3, valid, 0, 1, regex));
    assertEquals(-1, Regex.groups("("));
    assertEquals(2, Regex.groups("(a)(?:b)(c)"));
  }
}
