package io.millrace.engine.statement;

import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.error.Position;
import io.millrace.parser.statement.Change;
import io.millrace.parser.statement.Identifier;
import io.millrace.parser.text.SourcePosition;
import java.util.List;
import java.util.function.Supplier;

/**
 * Where a statement names what a row of it may be refused for.
 *
 * @param rows the place of all the rows, such as the table's name
 * @param columns the columns that the statement names
 */
record RowPlaces(SourcePosition rows, List<Identifier> columns) {
  static RowPlaces of(Change.Insert insert) {
    return new RowPlaces(insert.table().position(), insert.columns());
  }

  static RowPlaces of(Change.Update update) {
    return new RowPlaces(update.table().position(), assigned(update.assignments()));
  }

  static RowPlaces of(Change.OnConflict conflict) {
    return new RowPlaces(conflict.position(), assigned(conflict.assignments()));
  }

  private static List<Identifier> assigned(List<Change.Assignment> assignments) {
    return assignments.stream().map(Change.Assignment::column).toList();
  }

  /**
   * Does something that may refuse a row.
   *
   * @throws MillraceException with a place, where a constraint refuses a row
   */
  <T> T place(Supplier<T> action) {
    try {
      return action.get();
    } catch (RowViolation e) {
      throw e.at(of(e.column()));
    } catch (MillraceException e) {
      // A key that is there twice is found by state, which knows nothing of statements.
      throw e.code() == ErrorCode.UNIQUE_VIOLATION && !e.position().isKnown()
          ? new MillraceException(e.code(), e.getMessage(), Errors.at(rows), e)
          : e;
    }
  }

  private Position of(String column) {
    return Errors.at(
        columns.stream()
            .filter(named -> column != null && named.matches(column))
            .findFirst()
            .map(Identifier::position)
            .orElse(rows));
  }
}
