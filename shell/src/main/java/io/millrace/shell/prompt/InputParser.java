package io.millrace.shell.prompt;

import io.millrace.parser.Completion;
import io.millrace.parser.SqlScript;
import io.millrace.shell.command.ShellCommands;
import java.util.List;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/** Tells the line editor when an input is whole, and which word is to be completed. */
final class InputParser implements Parser {

  /** The word before the cursor. */
  record Word(String line, int cursor, String word) implements CompletingParsedLine {
    @Override
    public int wordCursor() {
      return word.length();
    }

    @Override
    public int wordIndex() {
      return 0;
    }

    @Override
    public List<String> words() {
      return List.of(word);
    }

    @Override
    public CharSequence escape(CharSequence candidate, boolean complete) {
      return candidate;
    }

    @Override
    public int rawWordCursor() {
      return word.length();
    }

    @Override
    public int rawWordLength() {
      return word.length();
    }
  }

  @Override
  public ParsedLine parse(String line, int cursor, ParseContext context) {
    if (context == ParseContext.COMPLETE) {
      return new Word(line, cursor, wordBefore(line, cursor));
    }
    if (context == ParseContext.ACCEPT_LINE && !isWhole(line)) {
      throw new EOFError(-1, -1, "the statement goes on", "");
    }
    return new Word(line, cursor, line.substring(0, cursor));
  }

  private static String wordBefore(String line, int cursor) {
    if (line.startsWith("\\")) {
      return line.substring(line.lastIndexOf(' ', cursor - 1) + 1, cursor);
    }
    return Completion.expectedAt(line, cursor).prefix();
  }

  static boolean isWhole(String input) {
    return input.isBlank()
        || ShellCommands.isCommand(input)
        || SqlScript.of(input).ending() == SqlScript.Ending.COMPLETE;
  }
}
