package io.millrace.parser;

import io.millrace.parser.statement.Statement;
import io.millrace.parser.text.SourcePosition;
import io.millrace.parser.text.SourceText;
import io.millrace.parser.text.SqlTokens;
import java.util.List;

/** Finds the question marks of a statement, which stand for values given later. */
public final class QuestionMarks {
  private QuestionMarks() {}

  /** Returns where they stand in the user's own text, in order. */
  public static List<SourcePosition> of(Statement statement) {
    String text = statement.text();
    if (text.indexOf('?') < 0) {
      return List.of();
    }
    SourceText source = new SourceText(text);
    SourcePosition start = statement.position();
    return SqlTokens.of(text).stream()
        .filter(token -> token.text(text).equals("?"))
        .map(token -> source.position(token.start()).from(start))
        .toList();
  }
}
