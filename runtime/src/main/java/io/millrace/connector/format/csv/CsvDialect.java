package io.millrace.connector.format.csv;

import io.millrace.connector.Options;
import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import java.nio.charset.StandardCharsets;

/**
 * How a CSV file is written (RFC 4180, and what else is met).
 *
 * @param hasHeader whether the first line names the columns
 * @param delimiter what stands between fields
 * @param quote what stands around fields that hold delimiters or line ends; doubled inside them
 * @param nullText an unquoted field of this text is NULL
 * @param isMissingNull whether a column that the header does not name is NULL, rather than an error
 */
public record CsvDialect(
    boolean hasHeader, byte delimiter, byte quote, String nullText, boolean isMissingNull) {

  /** Header, comma, double quote, empty is NULL. */
  public static final CsvDialect STANDARD = new CsvDialect(true, (byte) ',', (byte) '"', "", false);

  /**
   * Reads {@code header}, {@code delimiter}, {@code quote}, {@code null} and {@code
   * missing.columns}.
   *
   * @param delimiter what delimits where no option says so
   */
  public static CsvDialect of(Options options, char delimiter) {
    CsvDialect dialect =
        new CsvDialect(
            options.flag("header", true),
            character(options, "delimiter", delimiter),
            character(options, "quote", '"'),
            options.text("null", ""),
            options.choice("missing.columns", "fail", "fail", "null").equals("null"));
    if (dialect.delimiter == dialect.quote) {
      throw new MillraceException(
          ErrorCode.INVALID_OPTION, "options 'delimiter' and 'quote' are the same");
    }
    return dialect;
  }

  private static byte character(Options options, String key, char otherwise) {
    String text = options.text(key, String.valueOf(otherwise));
    if (text.equals("\\t")) {
      return '\t';
    }
    if (text.length() != 1 || text.charAt(0) > 0x7F || text.charAt(0) < ' ' && !text.equals("\t")) {
      throw new MillraceException(
          ErrorCode.INVALID_OPTION,
          "option '" + key + "' is '" + text + "'; expected one ASCII character, or \\t for a tab");
    }
    return (byte) text.charAt(0);
  }

  byte[] nullBytes() {
    return nullText.getBytes(StandardCharsets.UTF_8);
  }
}
