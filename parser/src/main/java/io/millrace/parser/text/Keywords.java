package io.millrace.parser.text;

import io.millrace.parser.grammar.MillraceLexer;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.antlr.v4.runtime.Vocabulary;

/** The words that mean something to the language, by their token types. */
public final class Keywords {
  private static final Map<String, Integer> TYPES = types();

  /**
   * Words of queries that the statement grammar has no use for. They are highlighted and completed,
   * and name things freely.
   */
  private static final Set<String> QUERY_WORDS =
      words(
          "ANTI ASC ASOF BETWEEN CAST CUBE CUMULATE CURRENT CURRENT_DATE CURRENT_TIMESTAMP DATE"
              + " DEFINE DESCRIPTOR ESCAPE EXTRACT FETCH FILTER FIRST FOLLOWING GROUPING HOP ILIKE"
              + " LAST LATERAL LIMIT MATCH_CONDITION MATCH_RECOGNIZE MEASURES MINUS NEXT NULLS OFFSET"
              + " ONLY ORDINALITY OUTER OVER PARTITION PATTERN PIVOT PRECEDING QUALIFY RANGE RECURSIVE"
              + " RESPECT IGNORE RLIKE ROLLUP ROWS SEMI SESSION SETS SIMILAR SOME ANY SYMMETRIC"
              + " TABLESAMPLE TRY_CAST TUMBLE UNBOUNDED UNKNOWN UNNEST UNPIVOT WITHIN");

  private Keywords() {}

  /** Whether the word, in any case, names things only in quotes. */
  static boolean isReserved(String word) {
    Integer type = TYPES.get(word.toUpperCase(Locale.ROOT));
    return type != null && isReserved(type);
  }

  public static boolean isReserved(int tokenType) {
    return tokenType >= MillraceLexer.AND && tokenType <= MillraceLexer.WITH;
  }

  /** Whether the token type is that of a word of the statement grammar, reserved or not. */
  public static boolean isKeyword(int tokenType) {
    return tokenType >= MillraceLexer.AND && tokenType <= MillraceLexer.ZORDER;
  }

  /** Whether the text, in any case, is a word of queries that is not a token of its own. */
  static boolean isQueryWord(String word) {
    return QUERY_WORDS.contains(word.toUpperCase(Locale.ROOT));
  }

  static Optional<Integer> type(String word) {
    return Optional.ofNullable(TYPES.get(word.toUpperCase(Locale.ROOT)));
  }

  /** All words of the statement grammar, in upper case. */
  static Set<String> all() {
    return TYPES.keySet();
  }

  private static Map<String, Integer> types() {
    Vocabulary vocabulary = MillraceLexer.VOCABULARY;
    Map<String, Integer> types = new LinkedHashMap<>();
    for (int type = MillraceLexer.AND; type <= MillraceLexer.ZORDER; type++) {
      types.put(vocabulary.getSymbolicName(type), type);
    }
    return types;
  }

  private static Set<String> words(String words) {
    return Stream.of(words.split(" ")).collect(Collectors.toUnmodifiableSet());
  }
}
