package io.millrace.shell.screen;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.WCWidth;

/** Text as a terminal shows it, measured in its cells: a letter takes one, most of CJK two. */
public final class DisplayText {
  private static final String CUT = "…";

  private DisplayText() {}

  /** Returns how many cells the text takes. */
  public static int width(String text) {
    int width = 0;
    for (int i = 0; i < text.length(); ) {
      char c = text.charAt(i);
      if (c >= ' ' && c < 0x7f) {
        width++;
        i++;
      } else {
        int point = text.codePointAt(i);
        width += Math.max(0, WCWidth.wcwidth(point));
        i += Character.charCount(point);
      }
    }
    return width;
  }

  /** Returns the text, or its beginning and {@code …} where it is wider than {@code cells}. */
  public static String cut(String text, int cells) {
    if (text.length() * 2 <= cells || width(text) <= cells) {
      return text;
    }
    int width = 0;
    int i = 0;
    while (i < text.length()) {
      int point = text.codePointAt(i);
      int next = width + Math.max(0, WCWidth.wcwidth(point));
      if (next > cells - 1) {
        break;
      }
      width = next;
      i += Character.charCount(point);
    }
    return text.substring(0, i) + CUT;
  }

  /**
   * Returns the text with what would move the cursor or command the terminal replaced by pictures
   * of it. Line ends stay.
   */
  public static String harmless(String text) {
    int i = 0;
    while (i < text.length() && !isControl(text.charAt(i))) {
      i++;
    }
    if (i == text.length()) {
      return text;
    }
    StringBuilder result = new StringBuilder(text.length() + 8).append(text, 0, i);
    for (; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\t') {
        result.append("    ");
      } else if (c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n') {
        continue;
      } else if (isControl(c)) {
        result.append(c == 0x7f ? '\u2421' : c < ' ' ? (char) (0x2400 + c) : '\ufffd');
      } else {
        result.append(c);
      }
    }
    return result.toString();
  }

  private static boolean isControl(char c) {
    return c < ' ' ? c != '\n' : c >= 0x7f && c < 0xa0;
  }

  /** Cuts text into lines of at most so many cells, at its spaces where it has some. */
  public static List<String> wrapped(String text, int cells) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" +")) {
      if (line.length() > 0 && width(line.toString()) + 1 + width(word) > cells) {
        lines.add(line.toString());
        line.setLength(0);
      }
      if (line.length() > 0) {
        line.append(' ');
      }
      line.append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  /** Appends so many spaces. */
  public static void pad(StringBuilder to, int cells) {
    for (int i = 0; i < cells; i++) {
      to.append(' ');
    }
  }
}
