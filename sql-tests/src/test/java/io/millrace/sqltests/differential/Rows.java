package io.millrace.sqltests.differential;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The rows of an answer, each value written in one way whatever type it came as, and sorted. */
record Rows(List<String> lines) {
  private static final int DIGITS = 12;

  static Rows of(ResultSet result) throws SQLException {
    int columns = result.getMetaData().getColumnCount();
    boolean[] times = new boolean[columns];
    for (int i = 0; i < columns; i++) {
      int type = result.getMetaData().getColumnType(i + 1);
      times[i] = type == Types.DATE || type == Types.TIMESTAMP;
    }
    List<String> lines = new ArrayList<>();
    while (result.next()) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        line.append(i == 0 ? "" : " | ");
        Object value = times[i] ? result.getString(i + 1) : result.getObject(i + 1);
        line.append(value == null || result.wasNull() ? "NULL" : text(value, times[i]));
      }
      lines.add(line.toString());
    }
    Collections.sort(lines);
    return new Rows(lines);
  }

  private static String text(Object value, boolean time) {
    if (time) {
      // A fraction of zeros may be written or not.
      String text = value.toString().replace('T', ' ');
      return text.contains(".") ? text.replaceAll("\\.?0*$", "") : text;
    }
    if (value instanceof Double || value instanceof Float) {
      double number = ((Number) value).doubleValue();
      return Double.isFinite(number)
          ? plain(new BigDecimal(number).round(new MathContext(DIGITS, RoundingMode.HALF_EVEN)))
          : Double.toString(number);
    }
    if (value instanceof BigDecimal decimal) {
      return plain(decimal);
    }
    if (value instanceof BigInteger || value instanceof Number) {
      return plain(new BigDecimal(value.toString()));
    }
    return value instanceof String ? "'" + value + "'" : value.toString();
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  /** What the others have that this one lacks, and the other way round; empty where equal. */
  String difference(Rows expected) {
    if (lines.equals(expected.lines)) {
      return "";
    }
    List<String> missing = new ArrayList<>(expected.lines);
    List<String> surplus = new ArrayList<>();
    for (String line : lines) {
      if (!missing.remove(line)) {
        surplus.add(line);
      }
    }
    StringBuilder difference = new StringBuilder();
    surplus.stream()
        .limit(10)
        .forEach(l -> difference.append("  surplus: ").append(l).append('\n'));
    missing.stream()
        .limit(10)
        .forEach(l -> difference.append("  missing: ").append(l).append('\n'));
    return difference.toString();
  }
}
