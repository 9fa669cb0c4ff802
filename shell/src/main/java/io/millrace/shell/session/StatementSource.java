package io.millrace.shell.session;

import io.millrace.parser.text.SourcePosition;
import io.millrace.parser.text.SqlToken;
import io.millrace.parser.text.SqlTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One statement and where it came from.
 *
 * @param text without its semicolon
 * @param file the name of the script that it stands in
 * @param start where in the script it begins
 */
public record StatementSource(String text, Optional<String> file, SourcePosition start) {

  /** A statement that was typed. */
  public static StatementSource typed(String text) {
    return new StatementSource(text, Optional.empty(), SourcePosition.START);
  }

  /** Returns the place in the script of a place in the statement. */
  SourcePosition inFile(SourcePosition place) {
    return new SourcePosition(
        start.line() + place.line() - 1,
        place.line() == 1 ? start.column() + place.column() - 1 : place.column());
  }

  /** Returns the first word, in capitals. */
  public String verb() {
    List<String> words = words();
    return words.isEmpty() ? "" : words.get(0);
  }

  /** Says whether its rows are changes, {@code EMIT CHANGES} or {@code EMIT ON WINDOW CLOSE}. */
  public boolean emits() {
    List<String> words = words();
    int emit = words.lastIndexOf("EMIT");
    return emit > 0
        && emit < words.size() - 1
        && (words.get(emit + 1).equals("CHANGES") || words.get(emit + 1).equals("ON"))
        && !words.get(0).equals("CREATE")
        && !words.get(0).equals("EXPLAIN");
  }

  /** Says whether it changes rows. */
  public boolean changesRows() {
    return switch (verb()) {
      case "INSERT", "UPDATE", "DELETE", "MERGE" -> true;
      default -> false;
    };
  }

  private List<String> words() {
    List<String> words = new ArrayList<>();
    for (SqlToken token : SqlTokens.of(text)) {
      if (token.kind() == SqlToken.Kind.KEYWORD) {
        words.add(token.text(text).toUpperCase(Locale.ROOT));
      }
    }
    return words;
  }
}
