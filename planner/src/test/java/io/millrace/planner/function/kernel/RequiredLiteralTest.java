package io.millrace.planner.function.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequiredLiteralTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      value = {
        "abc ! abc after 0",
        "(&|^)channel_id=([^&]*) ! channel_id= after 1",
        "[0-9]+abc ! abc",
        ".{2,5}abc ! abc after 5",
        ".?abc[xyz]defg ! defg after 5",
        "ab+c ! ab after 0",
        "ab*cd ! cd",
        "ab?cd ! cd after 2",
        "(abc)d(?:ef)(?<name>g) ! abcdefg after 0",
        "x(abc)+y ! xabc after 0",
        "(a|b)(cde)* ! ",
        "(a|b)(.cde){2}z ! cde after 2",
        "(ab|cd)ef|efg ! ",
        "^\\bab\\b$ ! ab after 0",
        "a\\.b\\\\c ! a.b\\c after 0",
        "\\d{3}-é€ ! -é€ after 3",
        "\\w\\W\\s\\t ! `\t after 3`",
        "[a\\]b&c]x ! x after 1",
        "a++b*?c{2}?d ! a after 0",
        "😀a{3}b ! 😀a after 0",
        "a}b]c ! a}b]c after 0",
        "a{0}bc{0,1} ! b after 0",
        "x{99999999}{0} ! ",
        "\uFFFDab ! ab after 1",
        ".* ! ",
        "`` ! ",
      })
  void findsTheLongest(String pattern, String expected) {
    Pattern.compile(pattern);
    assertEquals(
        expected == null ? "" : expected,
        RequiredLiteral.of(pattern).map(Object::toString).orElse(""));
  }

  /** What is not known for certain yields nothing, even where a literal stands beside it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "(?i)abc",
        "(?i:abc)",
        "(?=abc).*",
        "(?!abc)def",
        "(?<=a)bcd",
        "(?<!a)bcd",
        "(?>abc)",
        "\\Qa.b\\E",
        "\\x61bc",
        "\\u0061bc",
        "\\0141bc",
        "(abc)\\1",
        "\\Gabc",
        "abc\\R",
        "\\p{L}abc",
        "[a[bc]]abc",
        "[a-z&&[^b]]abc",
        "[]a]abc",
        "[\\Qa\\E]abc",
        "[\\p{L}]abc",
        "\\b{g}abc",
        "\\cAabc",
        "abc{2}{3}",
      })
  void givesUpAtWhatItDoesNotKnow(String pattern) {
    Pattern.compile(pattern);
    assertEquals("", RequiredLiteral.of(pattern).map(Object::toString).orElse(""));
  }

  @ParameterizedTest
  @CsvSource({
    "x=, x=1, 0",
    "x=, ax=x=, 1",
    "x=, xx=, 1",
    "x=, =x, -1",
    "x=, x, -1",
    "a_a, a_b_a_a, 4",
    "_a, aaaaaaaaaaaaaaaaaaaa_a, 20",
    "aaa, aabaabaaa, 6",
    "é€, €é€, 3",
  })
  void findsItsFirstOccurrence(String literal, String text, int expected) {
    byte[] bytes = ("_" + text + literal).getBytes(StandardCharsets.UTF_8);
    int length = text.getBytes(StandardCharsets.UTF_8).length;
    assertEquals(expected, new RequiredLiteral(literal, 0).find(bytes, 1, length));
  }
}
