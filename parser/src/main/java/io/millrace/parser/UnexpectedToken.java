package io.millrace.parser;

import io.millrace.parser.grammar.MillraceLexer;
import io.millrace.parser.grammar.MillraceParser;
import io.millrace.parser.text.Keywords;
import io.millrace.parser.text.NearestWord;
import io.millrace.parser.text.SourceText;
import io.millrace.parser.text.SourceTokens;
import io.millrace.parser.text.SqlText;
import io.millrace.parser.text.SyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;

/**
 * Explains tokens that the grammar does not take: the first one with which they are no beginning of
 * any statement, and what the grammar would take there.
 */
final class UnexpectedToken {
  /** Things that people know from elsewhere and write here, by the word that is found. */
  private static final Map<String, String> NOTES =
      Map.of(
          "UNIQUE", "UNIQUE is not supported; a table has one PRIMARY KEY",
          "FOREIGN", "FOREIGN KEY is not supported",
          "REFERENCES", "foreign keys are not supported",
          "RETURNING", "RETURNING is not supported",
          "INDEX", "there are no indexes; tables are clustered by OPTIMIZE ... ZORDER BY",
          "OVERWRITE", "to replace all rows, TRUNCATE and INSERT within BEGIN and COMMIT");

  private final SourceText source;
  private final List<CommonToken> words;
  private final int[] types;
  private final int wrong;

  private UnexpectedToken(SourceText source, List<CommonToken> words) {
    this.source = source;
    this.words = words;
    int[] withEnd = new int[words.size() + 1];
    for (int i = 0; i < words.size(); i++) {
      withEnd[i] = words.get(i).getType();
    }
    withEnd[words.size()] = Token.EOF;
    this.wrong = Math.min(GrammarWalk.firstWrong(withEnd), words.size());
    this.types = Arrays.copyOf(withEnd, wrong);
  }

  /** Explains a statement's words (no hidden tokens) that the parser has refused. */
  static SyntaxException explain(SourceText source, List<CommonToken> words) {
    return new UnexpectedToken(source, words).explain();
  }

  private SyntaxException explain() {
    List<String> expected = expected();
    boolean atEnd = wrong == words.size();
    StringBuilder problem = new StringBuilder("found ");
    problem.append(atEnd ? "the end of the statement" : SqlText.shown(words.get(wrong)));
    if (!expected.isEmpty()) {
      problem.append(", expected ").append(listed(expected));
    }
    problem.append(openParenthesis(expected));
    Optional<String> suggestion = atEnd ? Optional.empty() : near(wrong);
    if (suggestion.isPresent() && expected.equals(List.of(suggestion.get()))) {
      // Said already.
    } else if (suggestion.isPresent()) {
      problem.append("; did you mean ").append(suggestion.get()).append("?");
    } else if (wrong > 0 && near(wrong - 1).isPresent() && mayBeMisspelt(wrong - 1)) {
      suggestion = near(wrong - 1);
      problem
          .append("; did you mean ")
          .append(suggestion.get())
          .append(" where you wrote ")
          .append(SqlText.shown(words.get(wrong - 1)))
          .append("?");
    }
    if (!atEnd) {
      problem.append(note(words.get(wrong), expected));
    }
    int start = atEnd ? words.get(wrong - 1).getStopIndex() + 1 : words.get(wrong).getStartIndex();
    return new SyntaxException(
        problem.toString(),
        source.position(start),
        atEnd ? 0 : words.get(wrong).getText().length(),
        atEnd,
        expected,
        suggestion);
  }

  private static String note(CommonToken found, List<String> expected) {
    String note = NOTES.get(found.getText().toUpperCase(Locale.ROOT));
    if (note != null) {
      return "; " + note;
    }
    boolean nameExpected =
        expected.stream().anyMatch(phrase -> phrase.endsWith("name") || phrase.equals("an alias"));
    return nameExpected && Keywords.isReserved(found.getType())
        ? "; '" + found.getText() + "' is reserved and names things only in double quotes"
        : "";
  }

  private List<String> expected() {
    GrammarWalk.Next next = GrammarWalk.next(types, Phrases.namedRules());
    Set<String> phrases = new LinkedHashSet<>();
    next.rules().forEach(rule -> phrases.add(Phrases.rule(rule)));
    phrases.remove("");
    next.tokens().forEach(token -> phrases.add(Phrases.token(token)));
    if (phrases.size() > 1) {
      // A name can nearly always go on with a dot, which is never what was forgotten.
      phrases.remove(Phrases.token(MillraceLexer.DOT));
    }
    return new ArrayList<>(phrases);
  }

  /** Where the parenthesis stands that a missing {@code )} would have closed. */
  private String openParenthesis(List<String> expected) {
    if (wrong < words.size() || !expected.contains("')'")) {
      return "";
    }
    int depth = 0;
    for (int i = words.size() - 1; i >= 0; i--) {
      int type = words.get(i).getType();
      depth += type == MillraceLexer.RIGHT_PAREN ? 1 : type == MillraceLexer.LEFT_PAREN ? -1 : 0;
      if (depth < 0) {
        return " to close the '(' at " + source.position(words.get(i).getStartIndex());
      }
    }
    return "";
  }

  /**
   * The keyword that may stand where the wrong word does and looks like the word at {@code index}.
   */
  private Optional<String> near(int index) {
    CommonToken word = words.get(index);
    if (!SourceTokens.isWord(word)) {
      return Optional.empty();
    }
    List<String> keywords = new ArrayList<>();
    for (int token : GrammarWalk.next(types, Completion.NAMES).tokens()) {
      if (Keywords.isKeyword(token)) {
        keywords.add(MillraceParser.VOCABULARY.getSymbolicName(token));
      }
    }
    return NearestWord.of(word.getText(), keywords);
  }

  /** Whether the word was taken for a name, and so may be a keyword written wrongly. */
  private boolean mayBeMisspelt(int index) {
    return words.get(index).getType() == MillraceLexer.IDENTIFIER;
  }

  private static String listed(List<String> phrases) {
    int last = phrases.size() - 1;
    return last == 0
        ? phrases.get(0)
        : String.join(", ", phrases.subList(0, last)) + " or " + phrases.get(last);
  }
}
