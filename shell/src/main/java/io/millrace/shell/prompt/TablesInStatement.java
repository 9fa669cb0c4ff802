package io.millrace.shell.prompt;

import io.millrace.parser.text.SqlToken;
import io.millrace.parser.text.SqlTokens;
import io.millrace.shell.prompt.CatalogNames.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The tables that a statement, whole or not, names, each by the name that the statement uses. */
final class TablesInStatement {
  private final Map<String, Table> tables = new LinkedHashMap<>();
  private final String text;
  private final List<SqlToken> words = new ArrayList<>();

  /**
   * Finds the tables of the statement around a place.
   *
   * @param input statements, of which that at {@code offset} counts
   */
  TablesInStatement(String input, int offset, CatalogNames.Snapshot names) {
    text = input;
    for (SqlToken token : SqlTokens.of(input)) {
      if (token.text(input).equals(";")) {
        if (token.end() > offset) {
          break;
        }
        words.clear();
      } else if (token.kind() != SqlToken.Kind.WHITESPACE
          && token.kind() != SqlToken.Kind.COMMENT) {
        words.add(token);
      }
    }
    for (int i = 0; i < words.size(); i++) {
      i = tableAt(i, names);
    }
  }

  /** Returns the table of an alias, or of a name without one. */
  Optional<Table> named(String name) {
    return Optional.ofNullable(tables.get(name.toLowerCase(Locale.ROOT)));
  }

  List<Table> all() {
    return List.copyOf(tables.values());
  }

  List<String> aliases() {
    return List.copyOf(tables.keySet());
  }

  /** Takes the table whose name begins at a word, with its alias; returns its last word. */
  private int tableAt(int at, CatalogNames.Snapshot names) {
    if (!isName(at)) {
      return at;
    }
    List<String> parts = new ArrayList<>(List.of(name(at)));
    int last = at;
    while (isWord(last + 1, ".") && isName(last + 2)) {
      last += 2;
      parts.add(name(last));
    }
    Optional<Table> table = names.table(parts);
    if (table.isEmpty()) {
      return last;
    }
    int next = isWord(last + 1, "AS") ? last + 2 : last + 1;
    boolean aliased = next < words.size() && isAlias(next);
    String key = aliased ? name(next) : table.get().name();
    tables.put(key.toLowerCase(Locale.ROOT), table.get());
    return aliased ? next : last;
  }

  private boolean isAlias(int at) {
    SqlToken.Kind kind = words.get(at).kind();
    return kind == SqlToken.Kind.IDENTIFIER || kind == SqlToken.Kind.QUOTED_IDENTIFIER;
  }

  private boolean isName(int at) {
    return at < words.size() && (isAlias(at) || words.get(at).kind() == SqlToken.Kind.KEYWORD);
  }

  private boolean isWord(int at, String word) {
    return at < words.size() && words.get(at).text(text).equalsIgnoreCase(word);
  }

  private String name(int at) {
    String word = words.get(at).text(text);
    char first = word.charAt(0);
    if ((first == '"' || first == '`') && word.length() > 1) {
      String quote = String.valueOf(first);
      return word.substring(1, word.length() - 1).replace(quote + quote, quote);
    }
    return word;
  }
}
