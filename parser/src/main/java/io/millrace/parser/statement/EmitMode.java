package io.millrace.parser.statement;

/** What a query gives out, and when. */
public enum EmitMode {
  /** No EMIT clause: a SELECT ends; a view or sink follows every change. */
  NONE,
  /** {@code EMIT CHANGES}: what is there, then each change as it happens. */
  CHANGES,
  /** {@code EMIT ON WINDOW CLOSE}: a window's rows once, when the watermark has passed its end. */
  ON_WINDOW_CLOSE
}
