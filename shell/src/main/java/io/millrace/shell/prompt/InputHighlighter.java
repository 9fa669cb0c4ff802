package io.millrace.shell.prompt;

import io.millrace.shell.screen.SqlColors;
import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.utils.AttributedString;

/** Colours what is typed as scripts are coloured. */
final class InputHighlighter implements Highlighter {
  private final boolean colors;

  InputHighlighter(boolean colors) {
    this.colors = colors;
  }

  @Override
  public AttributedString highlight(LineReader reader, String input) {
    return colors && !input.startsWith("\\") && input.indexOf('\033') < 0
        ? AttributedString.fromAnsi(SqlColors.of(input))
        : new AttributedString(input);
  }
}
