package io.millrace.sqltests.differential;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which of the two databases a text is meant for. Where their words differ, generated SQL holds
 * both: <code>‹for Millrace¦for DuckDB›</code>, never nested.
 */
enum Dialect {
  MILLRACE,
  DUCKDB;

  private static final Pattern MARKS = Pattern.compile("‹([^¦›]*)¦([^›]*)›");

  String render(String marked) {
    return MARKS
        .matcher(marked)
        .replaceAll(match -> Matcher.quoteReplacement(match.group(this == MILLRACE ? 1 : 2)));
  }

  static String either(String millrace, String duckdb) {
    return "‹" + millrace + "¦" + duckdb + "›";
  }
}
