package io.millrace.shell.format;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Writes one result. The constructor is given its columns; then {@link #row} is called for each
 * row, and {@link #end} once, also when the rows end with an error.
 */
public interface ResultPrinter {

  /** Writes, or keeps for a while, the row at which the result set stands. */
  void row(ResultSet row) throws SQLException;

  /** Writes what is not yet written, so that a person who waits for the next row sees all. */
  void flush();

  /** Writes what is left. */
  void end();
}
