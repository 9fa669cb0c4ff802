package io.millrace.parser.statement;

import io.millrace.parser.text.SourcePosition;

/**
 * A parsed statement. Each kind is a record nested in one of the four families, e.g. {@link
 * Definition.CreateTable} or {@link Change.Insert}.
 */
public sealed interface Statement permits Definition, Change, Looking, Control {
  /** Where the statement's first word stands in the text given to the parser. */
  SourcePosition position();

  /** The statement as the user wrote it, from its first word to its last, without the semicolon. */
  String text();
}
