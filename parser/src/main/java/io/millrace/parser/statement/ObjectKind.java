package io.millrace.parser.statement;

/** The kinds of named objects that statements create, show and drop. */
public enum ObjectKind {
  TABLE,
  STREAM,
  VIEW,
  MATERIALIZED_VIEW,
  SINK,
  SCHEMA;

  /** The kind in SQL's words: {@code MATERIALIZED VIEW}. */
  @Override
  public String toString() {
    return name().replace('_', ' ');
  }
}
