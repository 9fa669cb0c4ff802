package io.millrace.shell;

/** What the process says to whoever started it. */
final class ExitCode {
  static final int DONE = 0;
  static final int FAILED = 1;
  static final int USAGE = 2;
  static final int INTERRUPTED = 130;

  private ExitCode() {}
}
