package io.millrace.planner.sql;

import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.error.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.runtime.CalciteException;
import org.apache.calcite.sql.parser.SqlParseException;

/** What is wrong with a text that does not parse, in few words. */
final class SyntaxErrors {
  private static final int MOST_EXPECTED = 6;
  private static final Pattern FOUND =
      Pattern.compile("(?s)(?:found |Encountered )\"(.*?)\" at line");
  private static final Pattern KEYWORD = Pattern.compile("near the keyword '([^']*)'");
  private static final Pattern LEXICAL =
      Pattern.compile("(?s)Lexical error at line (\\d+), column (\\d+)\\.\\s+Encountered: (.*)");

  private SyntaxErrors() {}

  static MillraceException translate(SqlParseException error, SourceMap map) {
    String message = String.valueOf(error.getMessage());
    Position position =
        error.getPos() == null
            ? Position.NONE
            : map.position(error.getPos().getLineNum(), error.getPos().getColumnNum());
    Matcher lexical = LEXICAL.matcher(message);
    if (lexical.find()) {
      boolean end = lexical.group(3).startsWith("<EOF>");
      return new MillraceException(
          ErrorCode.SYNTAX_ERROR,
          end ? "the text ends inside a string, a name or a comment" : "unexpected character",
          map.position(Integer.parseInt(lexical.group(1)), Integer.parseInt(lexical.group(2))));
    }
    if (error.getCause() instanceof CalciteException) {
      return Messages.translate(error.getCause().getMessage())
          .map(known -> new MillraceException(known.code(), known.text(), position))
          .orElseGet(() -> new MillraceException(ErrorCode.SYNTAX_ERROR, "syntax error", position));
    }
    return new MillraceException(
        ErrorCode.SYNTAX_ERROR, "syntax error: " + found(message) + expected(error), position);
  }

  private static String found(String message) {
    Matcher keyword = KEYWORD.matcher(message);
    Matcher found = FOUND.matcher(message);
    if (keyword.find()) {
      return "found " + keyword.group(1);
    } else if (found.find()) {
      String token = found.group(1).strip();
      return token.startsWith("<EOF>")
          ? "found the end of the text"
          : "found \"" + token.split("\\s+", 2)[0] + "\"";
    } else if (message.contains("<EOF>")) {
      return "found the end of the text";
    }
    return Messages.translate(message).map(Messages.Known::text).orElse("this cannot stand here");
  }

  private static String expected(SqlParseException error) {
    List<String> names = new ArrayList<>();
    for (String token : error.getExpectedTokenNames()) {
      String name = token.replace("\"", "");
      if (name.contains("IDENTIFIER")) {
        name = "a name";
      } else if (name.contains("LITERAL") || name.contains("QUOTED_STRING")) {
        name = "a constant";
      } else if (name.startsWith("<")) {
        name =
            name.equals("<EOF>")
                ? "the end of the text"
                : name.substring(1, name.length() - 1).toUpperCase(Locale.ROOT).replace('_', ' ');
      }
      if (!names.contains(name)) {
        names.add(name);
      }
    }
    if (names.isEmpty() || names.size() > MOST_EXPECTED) {
      return "";
    }
    return ", expected "
        + (names.size() == 1
            ? names.get(0)
            : String.join(", ", names.subList(0, names.size() - 1))
                + " or "
                + names.get(names.size() - 1));
  }
}
