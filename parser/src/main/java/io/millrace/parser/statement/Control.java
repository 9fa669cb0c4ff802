package io.millrace.parser.statement;

import io.millrace.parser.text.SourcePosition;
import java.util.Optional;

/** Statements that steer the session: its transaction, its options, its schema. */
public sealed interface Control extends Statement {
  /** {@code USE [SCHEMA] name}. */
  record Use(SourcePosition position, String text, QualifiedName schema) implements Control {}

  /** {@code BEGIN} or {@code START TRANSACTION}. */
  record Begin(SourcePosition position, String text) implements Control {}

  /** {@code COMMIT}. */
  record Commit(SourcePosition position, String text) implements Control {}

  /** {@code ROLLBACK}. */
  record Rollback(SourcePosition position, String text) implements Control {}

  /**
   * {@code SET 'key' = 'value'}, {@code SET key = value} or {@code SET key TO value}.
   *
   * @param key in lower case, dotted parts joined: {@code epoch.interval}
   * @param value the string's contents, the number as written, or the word in the user's case
   */
  record SetOption(
      SourcePosition position,
      String text,
      String key,
      String value,
      SourcePosition keyPosition,
      SourcePosition valuePosition)
      implements Control {}

  /**
   * {@code RESET key} or {@code RESET ALL}.
   *
   * @param key empty for all
   */
  record ResetOption(
      SourcePosition position, String text, Optional<String> key, SourcePosition keyPosition)
      implements Control {}

  /** {@code FLUSH}: waits until all that sources have now is in every view, and durable. */
  record Flush(SourcePosition position, String text) implements Control {}
}
