package io.millrace.planner.sql.error;

import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.error.Position;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.runtime.CalciteException;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.babel.ParseException;
import org.apache.calcite.sql.parser.babel.Token;

/** What is wrong with a text that does not parse, in few words. */
public final class SyntaxErrors {
  private static final int MOST_EXPECTED = 6;
  private static final Pattern LEXICAL =
      Pattern.compile("(?s)Lexical error at line (\\d+), column (\\d+)\\.\\s+Encountered: (.*)");

  /** What could stand there but helps nobody. */
  private static final Set<String> SILENT = Set.of("\"?\"", "\"DECIMAL\"");

  /** What is followed by a number of rows. */
  private static final Set<String> COUNTED = Set.of("LIMIT", "OFFSET");

  private static final Pattern KEYWORD = Pattern.compile("near the keyword '([^']*)'");
  private static final Pattern WORD = Pattern.compile("\\w+|\\S");

  private final String text;
  private final SourceMap map;

  /**
   * @param text as it was parsed
   */
  public SyntaxErrors(String text, SourceMap map) {
    this.text = text;
    this.map = map;
  }

  public MillraceException translate(SqlParseException error) {
    if (error.getCause() instanceof ParseException cause && cause.currentToken != null) {
      return unexpected(cause);
    }
    String message = String.valueOf(error.getMessage());
    Matcher keyword = KEYWORD.matcher(message);
    if (keyword.find() && error.getPos() != null && error.getExpectedTokenSequences() != null) {
      return unexpected(keyword.group(1), error);
    }
    Matcher lexical = LEXICAL.matcher(message);
    if (lexical.find()) {
      boolean end = lexical.group(3).startsWith("<EOF>");
      return new MillraceException(
          ErrorCode.SYNTAX_ERROR,
          end ? "the text ends inside a string, a name or a comment" : "unexpected character",
          map.position(Integer.parseInt(lexical.group(1)), Integer.parseInt(lexical.group(2))));
    }
    Throwable cause = error.getCause();
    if (cause instanceof CalciteContextException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    Position position =
        error.getPos() == null
            ? Position.NONE
            : map.position(error.getPos().getLineNum(), error.getPos().getColumnNum());
    return Messages.translate(cause instanceof CalciteException ? cause.getMessage() : message)
        .map(known -> new MillraceException(known.code(), known.text(), position))
        .orElseGet(
            () ->
                new MillraceException(
                    ErrorCode.SYNTAX_ERROR, "syntax error: this cannot stand here", position));
  }

  /** A reserved word, or what stands behind it where a rule goes on with it. */
  private MillraceException unexpected(String keyword, SqlParseException error) {
    String[] images = error.getTokenImages();
    List<int[]> rules =
        Arrays.stream(error.getExpectedTokenSequences())
            .filter(rule -> rule.length > 1)
            .filter(rule -> images[rule[0]].equalsIgnoreCase('"' + keyword + '"'))
            .toList();
    int line = error.getPos().getLineNum();
    int column = error.getPos().getColumnNum();
    if (rules.isEmpty()) {
      return new MillraceException(
          ErrorCode.SYNTAX_ERROR,
          "syntax error: found \"" + keyword + "\"",
          map.position(line, column));
    }
    int offset = column - 1 + keyword.length();
    for (int i = 1, from = 0; i < line; i++) {
      from = text.indexOf('\n', from) + 1;
      offset += i == line - 1 ? from : 0;
    }
    Matcher next = WORD.matcher(text);
    boolean end = !next.find(offset);
    String found = end ? "the end of the text" : "\"" + next.group() + "\"";
    Position place = end ? end() : position(next.start());
    if (COUNTED.contains(keyword.toUpperCase(Locale.ROOT))) {
      return noCount(keyword, found, place);
    }
    List<String> expected =
        rules.stream()
            .map(rule -> images[rule[1]])
            .filter(image -> !SILENT.contains(image))
            .map(SyntaxErrors::name)
            .distinct()
            .sorted()
            .toList();
    return new MillraceException(
        ErrorCode.SYNTAX_ERROR, "syntax error: found " + found + expected(expected), place);
  }

  private Position position(int offset) {
    int line = (int) text.substring(0, offset).chars().filter(c -> c == '\n').count() + 1;
    return map.position(line, offset - text.lastIndexOf('\n', offset - 1));
  }

  /** The first word that no rule goes on with, and what the rules would have gone on with. */
  private MillraceException unexpected(ParseException error) {
    List<int[]> rules = List.of(error.expectedTokenSequences);
    Token before = error.currentToken;
    Token token = before.next;
    for (int depth = 0; ; depth++) {
      int place = depth;
      int kind = token.kind;
      List<int[]> fitting =
          rules.stream().filter(rule -> rule.length > place + 1 && rule[place] == kind).toList();
      if (fitting.isEmpty() || token.next == null) {
        return unexpected(before, token, rules, depth, error.tokenImage);
      }
      rules = fitting;
      before = token;
      token = token.next;
    }
  }

  /** Whether a frame could stand here. */
  private static boolean expects(int[] rule, int depth, String[] images) {
    return rule.length > depth && images[rule[depth]].equals("\"RANGE\"");
  }

  private static MillraceException noCount(String clause, String found, Position position) {
    return new MillraceException(
        ErrorCode.SYNTAX_ERROR,
        "syntax error: "
            + clause.toUpperCase(Locale.ROOT)
            + " takes a whole number of rows, 0 or more; found "
            + found,
        position);
  }

  private MillraceException unexpected(
      Token before, Token token, List<int[]> rules, int depth, String[] images) {
    boolean end = token.kind == 0;
    String found = end ? "the end of the text" : "\"" + token.image + "\"";
    Position place = end ? end() : map.position(token.beginLine, token.beginColumn);
    if (COUNTED.contains(before.image.toUpperCase(Locale.ROOT))) {
      return noCount(before.image, found, place);
    }
    if (token.image.equalsIgnoreCase("GROUPS")
        && rules.stream().anyMatch(rule -> expects(rule, depth, images))) {
      return new MillraceException(
          ErrorCode.FEATURE_NOT_SUPPORTED,
          "a frame of GROUPS is not supported; use ROWS, or RANGE",
          place);
    }
    List<String> expected = new ArrayList<>();
    for (int[] rule : rules) {
      if (rule.length > depth && !SILENT.contains(images[rule[depth]])) {
        String name = name(images[rule[depth]]);
        if (!expected.contains(name)) {
          expected.add(name);
        }
      }
    }
    expected.sort(null);
    return new MillraceException(
        ErrorCode.SYNTAX_ERROR, "syntax error: found " + found + expected(expected), place);
  }

  /** Returns the place just behind the last word. */
  private Position end() {
    String stripped = text.stripTrailing();
    int line = (int) stripped.chars().filter(c -> c == '\n').count() + 1;
    return map.position(line, stripped.length() - stripped.lastIndexOf('\n'));
  }

  private static String name(String image) {
    String name = image.replace("\"", "");
    if (name.contains("IDENTIFIER")) {
      return "a name";
    } else if (name.contains("NUMERIC_LITERAL") || name.contains("INTEGER_LITERAL")) {
      return "a number";
    } else if (name.contains("LITERAL") || name.contains("QUOTED_STRING")) {
      return "a constant";
    } else if (name.equals("<EOF>")) {
      return "the end of the text";
    } else if (name.startsWith("<") && name.endsWith(">") && name.length() > 2) {
      return name.substring(1, name.length() - 1).toUpperCase(Locale.ROOT).replace('_', ' ');
    }
    return name;
  }

  private static String expected(List<String> names) {
    if (names.isEmpty() || names.size() > MOST_EXPECTED) {
      return "";
    }
    String last = names.get(names.size() - 1);
    return ", expected "
        + (names.size() == 1
            ? last
            : String.join(", ", names.subList(0, names.size() - 1)) + " or " + last);
  }
}
