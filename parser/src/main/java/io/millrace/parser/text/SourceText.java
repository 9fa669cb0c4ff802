package io.millrace.parser.text;

import java.util.Arrays;

/** A text with the places where its lines begin: offsets to lines and columns, and back. */
public final class SourceText {
  private final String text;
  private final int[] lineStarts;

  public SourceText(String text) {
    this.text = text;
    int[] starts = new int[16];
    int count = 1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean ends =
          c == '\n' || c == '\r' && !(i + 1 < text.length() && text.charAt(i + 1) == '\n');
      if (ends) {
        if (count == starts.length) {
          starts = Arrays.copyOf(starts, count * 2);
        }
        starts[count++] = i + 1;
      }
    }
    lineStarts = Arrays.copyOf(starts, count);
  }

  public String text() {
    return text;
  }

  public SourcePosition position(int offset) {
    int found = Arrays.binarySearch(lineStarts, offset);
    int line = found >= 0 ? found : -found - 2;
    return new SourcePosition(line + 1, offset - lineStarts[line] + 1);
  }

  /** The offset of a place; places beyond the text or its lines are drawn to its nearest end. */
  public int offset(int line, int column) {
    int index = Math.max(0, Math.min(line, lineStarts.length) - 1);
    return Math.max(0, Math.min(lineStarts[index] + column - 1, text.length()));
  }
}
