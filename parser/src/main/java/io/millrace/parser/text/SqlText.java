package io.millrace.parser.text;

import java.util.regex.Pattern;
import org.antlr.v4.runtime.Token;

/** Names and strings as SQL text, and back. */
public final class SqlText {
  private static final int LONGEST_SHOWN = 30;
  private static final Pattern BARE =
      Pattern.compile("[\\p{IsAlphabetic}_][\\p{IsAlphabetic}_0-9$]*");

  private SqlText() {}

  /** The name bare where that reads back as the same name, also to Calcite, else double-quoted. */
  public static String identifier(String name) {
    boolean bare =
        BARE.matcher(name).matches()
            && !Keywords.isReserved(name)
            && !CalciteReserved.contains(name);
    return bare ? name : quoted(name);
  }

  public static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  public static String string(String contents) {
    return '\'' + contents.replace("'", "''") + '\'';
  }

  /** The name that a word or a quoted name stands for. */
  public static String name(String text) {
    char first = text.charAt(0);
    if (first != '"' && first != '`') {
      return text;
    }
    String quote = String.valueOf(first);
    return text.substring(1, text.length() - 1).replace(quote + quote, quote);
  }

  /** What stands between a string's quotes: {@code '...'}, {@code $$...$$} or {@code E'...'}. */
  public static String contents(String text) {
    return switch (text.charAt(0)) {
      case '$' -> text.substring(2, text.length() - 2);
      case '\'' -> text.substring(1, text.length() - 1).replace("''", "'");
      default -> escaped(text.substring(2, text.length() - 1));
    };
  }

  /** A token's text in single quotes, for a message; strings in their own quotes; long ones cut. */
  public static String shown(Token token) {
    String text = token.getText().replaceAll("\\s+", " ");
    if (text.length() > LONGEST_SHOWN) {
      text = text.substring(0, LONGEST_SHOWN) + "...";
    }
    return text.startsWith("'") ? text : "'" + text + "'";
  }

  private static String escaped(String text) {
    StringBuilder result = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\'') {
        i++;
      } else if (c == '\\' && i + 1 < text.length()) {
        c = unescaped(text.charAt(++i));
      }
      result.append(c);
    }
    return result.toString();
  }

  private static char unescaped(char letter) {
    return switch (letter) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> letter;
    };
  }
}
