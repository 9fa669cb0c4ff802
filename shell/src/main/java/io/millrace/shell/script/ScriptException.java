package io.millrace.shell.script;

/** Says why a script cannot be run at all; no statement of it has been. */
public final class ScriptException extends Exception {
  private static final long serialVersionUID = 1;

  public ScriptException(String message) {
    super(message);
  }
}
