package io.millrace.engine.result;

/**
 * What a user should know about a result that is given all the same: what JDBC calls a warning.
 *
 * @param sqlState of the class 01
 */
public record Notice(String sqlState, String message) {
  private static final String WARNING = "01000";

  /** Returns a notice of the general kind. */
  public static Notice warning(String message) {
    return new Notice(WARNING, message);
  }
}
