package io.millrace.parser.embedded;

import io.millrace.parser.grammar.MillraceLexer;
import io.millrace.parser.text.CalciteReserved;
import io.millrace.parser.text.SourceText;
import io.millrace.parser.text.SourceTokens;
import io.millrace.parser.text.SqlText;
import io.millrace.parser.text.SyntaxErrors;
import io.millrace.parser.text.SyntaxException;
import io.millrace.parser.text.TokenRefinement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.CommonToken;

/**
 * Takes a run of tokens out of a statement as {@link EmbeddedSql}, rewriting what Calcite cannot
 * read: back quotes, dollar quotes, unusual white space, names that Calcite reserves, time travel.
 *
 * <p>{@code t VERSION AS OF 12} becomes {@code "t@v12" AS "t"}: the alias keeps {@code t.column}
 * meaning what it says, and is left out where the user gave one or Calcite allows none.
 */
public final class EmbeddedSqlReader {
  /** Words behind a table that are no alias of it, beside the reserved ones. */
  private static final Set<String> AFTER_TABLE =
      Set.of(
          "ANTI",
          "ASOF",
          "EMIT",
          "FETCH",
          "LATERAL",
          "LIMIT",
          "MATCH_CONDITION",
          "MATCH_RECOGNIZE",
          "MINUS",
          "OFFSET",
          "OUTER",
          "PIVOT",
          "QUALIFY",
          "SEMI",
          "TABLESAMPLE",
          "UNPIVOT",
          "WINDOW");

  /** Words that Calcite takes only directly behind the table's name. */
  private static final Set<String> WITHOUT_ALIAS = Set.of("MATCH_RECOGNIZE", "PIVOT", "UNPIVOT");

  private static final String PLAIN_SPACE = " \t\r\n\f";

  private final SourceText source;
  private final List<CommonToken> tokens;
  private final int start;
  private final List<CommonToken> words = new ArrayList<>();
  private final List<EmbeddedSql.Edit> edits = new ArrayList<>();

  private EmbeddedSqlReader(SourceText source, List<CommonToken> tokens) {
    this.source = source;
    this.tokens = tokens;
    this.start = tokens.isEmpty() ? 0 : tokens.get(0).getStartIndex();
    for (CommonToken token : tokens) {
      if (!SourceTokens.isHidden(token)) {
        words.add(token);
      }
    }
  }

  /** Reads a text that is nothing but a query or an expression. */
  static EmbeddedSql read(String text) {
    SourceText source = new SourceText(text);
    return read(source, TokenRefinement.refine(source, SourceTokens.of(text)));
  }

  /** Reads refined tokens of {@code source}, which follow each other without a gap. */
  public static EmbeddedSql read(SourceText source, List<CommonToken> tokens) {
    return new EmbeddedSqlReader(source, tokens).read();
  }

  private EmbeddedSql read() {
    CalciteReserved reserved = new CalciteReserved(words);
    int next = 0;
    int word = 0;
    while (next < tokens.size()) {
      CommonToken token = tokens.get(next);
      if (SourceTokens.isHidden(token)) {
        respell(token);
        next++;
        continue;
      }
      int consumed = timeTravel(word);
      if (consumed == 0) {
        consumed = 1;
        if (reserved.isNameAt(word)) {
          edit(token, token, SqlText.quoted(token.getText()));
        } else {
          respell(token);
        }
      }
      word += consumed;
      next += words.get(word - 1).getTokenIndex() - token.getTokenIndex() + 1;
    }
    int end = tokens.isEmpty() ? 0 : tokens.get(tokens.size() - 1).getStopIndex() + 1;
    return new EmbeddedSql(source.text().substring(start, end), source.position(start), edits);
  }

  private void respell(CommonToken token) {
    String text = token.getText();
    switch (token.getType()) {
      case MillraceLexer.BACKQUOTED_IDENTIFIER ->
          edit(token, token, SqlText.quoted(SqlText.name(text)));
      case MillraceLexer.STRING -> {
        if (text.startsWith("$$")) {
          edit(token, token, SqlText.string(SqlText.contents(text)));
        }
      }
      case MillraceLexer.WHITESPACE -> {
        String plain = plainSpace(text);
        if (!plain.equals(text)) {
          edit(token, token, plain);
        }
      }
      default -> {}
    }
  }

  private static String plainSpace(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      plain.append(PLAIN_SPACE.indexOf(text.charAt(i)) < 0 ? ' ' : text.charAt(i));
    }
    return plain.toString();
  }

  private void edit(CommonToken from, CommonToken to, String replacement) {
    edits.add(
        new EmbeddedSql.Edit(
            from.getStartIndex() - start, to.getStopIndex() + 1 - start, replacement));
  }

  /** Rewrites time travel of the table whose last name is word {@code at}; the words it took. */
  private int timeTravel(int at) {
    int clause = at + 1;
    if (type(clause) == MillraceLexer.AT) {
      return atVersion(at);
    }
    if (type(clause) == MillraceLexer.FOR) {
      clause++;
    }
    int kind = type(clause);
    Moment moment;
    int last;
    if ((kind == MillraceLexer.VERSION || kind == MillraceLexer.SYSTEM_VERSION)
        && type(clause + 1) == MillraceLexer.AS
        && type(clause + 2) == MillraceLexer.OF) {
      last = clause + 3;
      moment = new Moment.Version(wholeNumber(last, "a version number"));
    } else if (kind == MillraceLexer.TIMESTAMP
        && type(clause + 1) == MillraceLexer.AS
        && type(clause + 2) == MillraceLexer.OF) {
      last = type(clause + 3) == MillraceLexer.TIMESTAMP ? clause + 4 : clause + 3;
      moment = timestamp(last);
    } else if (kind == MillraceLexer.SYSTEM_TIME && isConstantTime(clause + 1)) {
      last = type(clause + 3) == MillraceLexer.TIMESTAMP ? clause + 4 : clause + 3;
      moment = timestamp(last);
    } else if (clause == at + 1
        && kind == MillraceLexer.AS
        && type(clause + 1) == MillraceLexer.OF
        && type(clause + 2) == MillraceLexer.EPOCH) {
      last = clause + 3;
      moment = new Moment.Epoch(wholeNumber(last, "an epoch number"));
    } else {
      return 0;
    }
    if (!SourceTokens.isName(words.get(at))) {
      throw error(
          clause, "time travel must follow the name of a table or view; name a subquery's tables");
    }
    rewrite(at, last, moment);
    return last - at + 1;
  }

  /** AS OF and a constant; a column's time is a temporal join, which is not ours to read. */
  private boolean isConstantTime(int as) {
    int time = type(as + 2) == MillraceLexer.TIMESTAMP ? as + 3 : as + 2;
    return type(as) == MillraceLexer.AS
        && type(as + 1) == MillraceLexer.OF
        && type(time) == MillraceLexer.STRING;
  }

  /** {@code t@v12}, its three words written together. */
  private int atVersion(int at) {
    CommonToken sign = words.get(at + 1);
    boolean joined =
        SourceTokens.isName(words.get(at))
            && at + 2 < words.size()
            && words.get(at).getStopIndex() + 1 == sign.getStartIndex()
            && sign.getStopIndex() + 1 == words.get(at + 2).getStartIndex()
            && words.get(at + 2).getText().matches("[vV]\\d{1,18}");
    if (!joined) {
      throw error(at + 1, "found '@', which must join a table's name and a version, as in t@v12");
    }
    long version = Long.parseLong(words.get(at + 2).getText().substring(1));
    rewrite(at, at + 2, new Moment.Version(version));
    return 3;
  }

  private void rewrite(int name, int last, Moment moment) {
    String base = SqlText.name(words.get(name).getText());
    String encoded = SqlText.quoted(new TimeTravelName(base, moment).encoded());
    String alias = needsAlias(name, last + 1) ? " AS " + SqlText.quoted(base) : "";
    edit(words.get(name), words.get(last), encoded + alias);
  }

  private boolean needsAlias(int name, int next) {
    int first = name;
    while (first >= 2
        && type(first - 1) == MillraceLexer.DOT
        && SourceTokens.isName(words.get(first - 2))) {
      first -= 2;
    }
    if (first > 0 && type(first - 1) == MillraceLexer.TABLE) {
      return false;
    }
    if (next >= words.size()) {
      return true;
    }
    CommonToken token = words.get(next);
    String word = token.getText().toUpperCase(Locale.ROOT);
    if (SourceTokens.isWord(token) && AFTER_TABLE.contains(word)) {
      return !WITHOUT_ALIAS.contains(word);
    }
    return token.getType() != MillraceLexer.AS && !SourceTokens.isName(token);
  }

  private long wholeNumber(int index, String expected) {
    String text = index < words.size() ? words.get(index).getText() : "";
    if (!text.matches("\\d{1,18}")) {
      throw expected(index, expected);
    }
    return Long.parseLong(text);
  }

  private Moment timestamp(int index) {
    if (type(index) != MillraceLexer.STRING) {
      throw expected(index, "a timestamp in single quotes, as in '2026-01-31 12:00:00'");
    }
    return TimeTravelName.timestamp(source, words.get(index));
  }

  private SyntaxException expected(int index, String expected) {
    if (index < words.size()) {
      return error(index, "found " + SqlText.shown(words.get(index)) + ", expected " + expected);
    }
    CommonToken last = words.get(words.size() - 1);
    int end = last.getStopIndex() + 1;
    return new SyntaxException(
        "found the end of the query, expected " + expected,
        source.position(end),
        0,
        true,
        List.of(expected),
        Optional.empty());
  }

  private SyntaxException error(int index, String problem) {
    return SyntaxErrors.at(source, words.get(index), problem);
  }

  private int type(int index) {
    return index < words.size() ? words.get(index).getType() : CommonToken.EOF;
  }
}
