package io.millrace.planner.sql.error;

import io.millrace.error.Position;
import io.millrace.parser.embedded.EmbeddedSql;
import io.millrace.parser.text.SourcePosition;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * From places that Calcite reports to places in the user's own text.
 *
 * <p>A statement may hold several texts (the SET expressions and the WHERE of an UPDATE). Each is
 * given to the parser behind as many empty lines as the ones before it take up, so that a line
 * tells which text it lies in.
 */
public final class SourceMap {
  private final TreeMap<Integer, EmbeddedSql> textsByLinesBefore = new TreeMap<>();
  private final Set<EmbeddedSql> unplaced = Collections.newSetFromMap(new IdentityHashMap<>());
  private int lines;

  /** Returns the text as it is to be parsed. */
  public String add(EmbeddedSql text) {
    textsByLinesBefore.put(lines, text);
    String padded = "\n".repeat(lines) + text.calciteText();
    lines += (int) text.calciteText().chars().filter(c -> c == '\n' || c == '\r').count() + 1;
    return padded;
  }

  /** Returns a text as it is to be parsed, of which no place is the user's. */
  public String addUnplaced(EmbeddedSql text) {
    String padded = add(text);
    unplaced.add(text);
    return padded;
  }

  /** Returns the text as it is to be parsed behind words that are not the user's. */
  public String addBehind(String words, EmbeddedSql text) {
    String padding = "\n".repeat(lines);
    lines++;
    return padding + words + add(text).substring(lines - 1);
  }

  /** Returns the place in the user's text. */
  public Position position(SqlParserPos place) {
    return place == null ? Position.NONE : position(place.getLineNum(), place.getColumnNum());
  }

  /** Returns the place in the user's text. */
  Position position(int line, int column) {
    Map.Entry<Integer, EmbeddedSql> text = textsByLinesBefore.floorEntry(line - 1);
    if (line <= 0 || text == null || unplaced.contains(text.getValue())) {
      return Position.NONE;
    }
    SourcePosition place = text.getValue().original(line - text.getKey(), Math.max(1, column));
    return new Position(place.line(), place.column());
  }
}
