package io.millrace.engine.statement;

import io.millrace.batch.Batch;
import io.millrace.batch.BytesColumn;
import io.millrace.batch.Nulls;
import io.millrace.batch.ValueText;
import io.millrace.engine.flow.Intake.Report;
import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.operator.Predicate;
import io.millrace.parser.statement.TableDefinition.OnViolation;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * NOT NULL, CHECK and EXPECT over complete rows. In a statement a violated constraint refuses the
 * statement; in a feed it takes the row out and is counted.
 */
final class RowChecks {
  /** A CHECK constraint; the predicate finds the rows for which its condition is false. */
  record Check(String name, String text, Supplier<Predicate> violated) {}

  /** An expectation; the predicate finds the rows for which its condition is true. */
  record Expectation(String name, String text, OnViolation action, Supplier<Predicate> met) {}

  private final String owner;
  private final RowType type;
  private final List<Check> checks;
  private final List<Expectation> expectations;
  private final boolean strict;
  private final Predicate[] violated;
  private final Predicate[] met;

  /**
   * @param strict whether rows are a statement's: violated constraints throw {@link RowViolation}
   */
  RowChecks(
      String owner,
      RowType type,
      List<Check> checks,
      List<Expectation> expectations,
      boolean strict) {
    this.owner = owner;
    this.type = type;
    this.checks = checks;
    this.expectations = expectations;
    this.strict = strict;
    this.violated = checks.stream().map(check -> check.violated().get()).toArray(Predicate[]::new);
    this.met = expectations.stream().map(rule -> rule.met().get()).toArray(Predicate[]::new);
  }

  /** Returns the rows that violate nothing, or whose violations let them stay. */
  Batch apply(Batch rows, Report report) {
    Batch left = rows;
    for (int column = 0; column < type.size() && !left.isEmpty(); column++) {
      Field field = type.field(column);
      if (!field.nullable() && left.column(column).nulls() != null) {
        left = checkNotNull(left, column, field, report);
      }
    }
    for (int column = 0; column < type.size() && !left.isEmpty(); column++) {
      if (type.type(column) instanceof Type.TextType text
          && text.length() != Type.TextType.UNLIMITED) {
        left = checkLength(left, column, text.length(), true, report);
      } else if (type.type(column) instanceof Type.BinaryType binary
          && binary.length() != Type.TextType.UNLIMITED) {
        left = checkLength(left, column, binary.length(), false, report);
      }
    }
    for (int i = 0; i < violated.length && !left.isEmpty(); i++) {
      left = check(left, i, report);
    }
    for (int i = 0; i < met.length && !left.isEmpty(); i++) {
      left = expect(left, i, report);
    }
    return left;
  }

  private Batch checkNotNull(Batch rows, int column, Field field, Report report) {
    int[] bad = new int[rows.size()];
    int count = 0;
    long[] nulls = rows.column(column).nulls();
    for (int row = 0; row < rows.size(); row++) {
      if (Nulls.isNull(nulls, row)) {
        bad[count++] = row;
      }
    }
    if (count == 0) {
      return rows;
    }
    if (strict) {
      throw new RowViolation(
          ErrorCode.NOT_NULL_VIOLATION,
          "column '"
              + field.name()
              + "' of '"
              + owner
              + "' is NOT NULL, but a row has NULL there: "
              + ValueText.named(type, rows, bad[0]),
          field.name());
    }
    return without(rows, bad, count, "NOT NULL " + field.name(), false, report);
  }

  private Batch checkLength(Batch rows, int column, int most, boolean isText, Report report) {
    BytesColumn values = rows.bytes(column);
    int[] bad = new int[rows.size()];
    int count = 0;
    for (int row = 0; row < rows.size(); row++) {
      // So few bytes cannot be too many characters.
      if (values.lengths()[row] > most
          && !values.isNull(row)
          && (!isText || characters(values, row) > most)) {
        bad[count++] = row;
      }
    }
    if (count == 0) {
      return rows;
    }
    Field field = type.field(column);
    if (strict) {
      throw new RowViolation(
          ErrorCode.STRING_DATA_RIGHT_TRUNCATION,
          (isText ? "'" + values.text(bad[0]) + "'" : values.lengths()[bad[0]] + " bytes are")
              + (isText ? " is" : "")
              + " too long for column '"
              + field.name()
              + "' of '"
              + owner
              + "', which is "
              + field.type().sql(),
          field.name());
    }
    return without(rows, bad, count, field.type().sql() + " " + field.name(), false, report);
  }

  /** Counts code points: the bytes of UTF-8 that do not go on with one. */
  private static int characters(BytesColumn values, int row) {
    int start = values.starts()[row];
    int count = 0;
    for (int i = start; i < start + values.lengths()[row]; i++) {
      if ((values.data()[i] & 0xC0) != 0x80) {
        count++;
      }
    }
    return count;
  }

  private Batch check(Batch rows, int index, Report report) {
    int[] bad = new int[rows.size()];
    int count = violated[index].select(rows, bad);
    if (count == 0) {
      return rows;
    }
    Check check = checks.get(index);
    if (strict) {
      throw new RowViolation(
          ErrorCode.CHECK_VIOLATION,
          "a row of '"
              + owner
              + "' violates "
              + check.name()
              + " CHECK ("
              + check.text()
              + "): "
              + ValueText.named(type, rows, bad[0]));
    }
    return without(rows, bad, count, check.name(), false, report);
  }

  private Batch expect(Batch rows, int index, Report report) {
    int[] good = new int[rows.size()];
    int count = met[index].select(rows, good);
    if (count == rows.size()) {
      return rows;
    }
    int[] bad = complement(good, count, rows.size());
    Expectation rule = expectations.get(index);
    if (rule.action() == OnViolation.FAIL) {
      String problem =
          "a row of '"
              + owner
              + "' does not meet expectation "
              + rule.name()
              + " ("
              + rule.text()
              + "): "
              + ValueText.named(type, rows, bad[0]);
      // A feed stops, and has no statement to point at.
      throw strict
          ? new RowViolation(ErrorCode.CHECK_VIOLATION, problem)
          : new MillraceException(ErrorCode.CHECK_VIOLATION, problem);
    }
    if (rule.action() == OnViolation.KEEP) {
      report.violated(rule.name(), true, false, type, rows.gather(bad, bad.length));
      return rows;
    }
    return without(
        rows, bad, bad.length, rule.name(), rule.action() == OnViolation.QUARANTINE, report);
  }

  private Batch without(
      Batch rows, int[] bad, int count, String rule, boolean quarantined, Report report) {
    report.violated(rule, false, quarantined, type, rows.gather(bad, count));
    int[] good = complement(bad, count, rows.size());
    return rows.gather(good, good.length);
  }

  private static int[] complement(int[] rows, int count, int size) {
    int[] others = new int[size - count];
    int next = 0;
    int at = 0;
    for (int row = 0; row < size; row++) {
      if (at < count && rows[at] == row) {
        at++;
      } else {
        others[next++] = row;
      }
    }
    return Arrays.copyOf(others, next);
  }
}
