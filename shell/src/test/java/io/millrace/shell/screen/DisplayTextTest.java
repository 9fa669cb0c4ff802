package io.millrace.shell.screen;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class DisplayTextTest {
  @Test
  void measuresCells() {
    assertEquals(0, DisplayText.width(""));
    assertEquals(3, DisplayText.width("abc"));
    assertEquals(4, DisplayText.width("東京"));
    assertEquals(1, DisplayText.width("e\u0301"));
    assertEquals(2, DisplayText.width("👍"));
  }

  @Test
  void cutsBetweenLetters() {
    assertEquals("abc", DisplayText.cut("abc", 3));
    assertEquals("ab…", DisplayText.cut("abcd", 3));
    assertEquals("東…", DisplayText.cut("東京東", 4));
    assertEquals("…", DisplayText.cut("👍👍", 2));
  }

  @Test
  void replacesWhatCommandsATerminal() {
    assertEquals("␛[31mred␀\nnext", DisplayText.harmless("\033[31mred\0\r\nnext"));
    assertEquals("a    b␍c�", DisplayText.harmless("a\tb\rc\u009b"));
  }

  @Test
  void wrapsAtSpaces() {
    assertEquals(
        List.of("one two", "three", "incomprehensible"),
        DisplayText.wrapped("one two three incomprehensible", 8));
  }

  @Test
  void coloursSpanNoLines() {
    assertEquals(
        "\033[94mSELECT\033[0m \033[32m'a\033[0m\n\033[32mb'\033[0m",
        SqlColors.of("SELECT 'a\nb'"));
  }
}
