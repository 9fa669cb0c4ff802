package io.millrace.planner.function;

import static io.millrace.planner.function.FunctionEntry.builtIn;
import static io.millrace.planner.function.FunctionEntry.of;
import static io.millrace.planner.function.Operators.function;
import static io.millrace.planner.function.Operators.niladic;

import io.millrace.planner.function.kernel.Dates;
import io.millrace.planner.function.kernel.TimeFields;
import io.millrace.planner.function.kernel.TimeFormat;
import java.util.List;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlLibraryOperators;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeName;

/** Functions of dates, times, timestamps and intervals. */
public final class TimeFunctions {
  private static final SqlOperandTypeChecker TEXT_TIME =
      OperandTypes.family(SqlTypeFamily.CHARACTER, SqlTypeFamily.DATETIME);
  private static final SqlOperandTypeChecker TIME_TEXT =
      OperandTypes.family(SqlTypeFamily.DATETIME, SqlTypeFamily.CHARACTER);
  private static final SqlOperandTypeChecker TEXT_TEXT = OperandTypes.STRING_STRING;

  static final SqlFunction CURRENT_DATE = niladic("CURRENT_DATE", ReturnTypes.DATE, false);
  static final SqlFunction CURRENT_TIME = niladic("CURRENT_TIME", timeOf(SqlTypeName.TIME), false);
  static final SqlFunction LOCALTIME = niladic("LOCALTIME", timeOf(SqlTypeName.TIME), false);
  static final SqlFunction CURRENT_TIMESTAMP =
      niladic("CURRENT_TIMESTAMP", timeOf(SqlTypeName.TIMESTAMP), false);
  static final SqlFunction LOCALTIMESTAMP =
      niladic("LOCALTIMESTAMP", timeOf(SqlTypeName.TIMESTAMP), false);
  static final SqlFunction NOW = niladic("NOW", timeOf(SqlTypeName.TIMESTAMP), true);

  /** DATE_TRUNC('unit', time), as in PostgreSQL. */
  public static final SqlFunction DATE_TRUNC =
      function(
          "DATE_TRUNC",
          SqlKind.DATE_TRUNC,
          binding ->
              binding.getOperandType(1).getSqlTypeName() == SqlTypeName.DATE
                  ? Operators.TIMESTAMP.inferReturnType(binding)
                  : ReturnTypes.ARG1_NULLABLE.inferReturnType(binding),
          TEXT_TIME);

  /** DATE_PART('unit', time), as in PostgreSQL. */
  public static final SqlFunction DATE_PART =
      function(
          "DATE_PART",
          SqlKind.EXTRACT,
          ReturnTypes.BIGINT_NULLABLE,
          OperandTypes.or(
              TEXT_TIME,
              OperandTypes.family(SqlTypeFamily.CHARACTER, SqlTypeFamily.DATETIME_INTERVAL)));

  /** DATEDIFF(unit, from, to), of any datetimes; with two arguments, days as in Spark. */
  public static final SqlFunction DATEDIFF =
      function(
          "DATEDIFF",
          SqlKind.TIMESTAMP_DIFF,
          ReturnTypes.BIGINT_NULLABLE,
          OperandTypes.or(
              OperandTypes.family(
                  SqlTypeFamily.ANY, SqlTypeFamily.DATETIME, SqlTypeFamily.DATETIME),
              OperandTypes.family(SqlTypeFamily.DATETIME, SqlTypeFamily.DATETIME)));

  public static final SqlFunction DATE_ADD =
      function(
          "DATE_ADD",
          binding ->
              added(
                      binding.getOperandType(0).getSqlTypeName(),
                      binding.getOperandType(1).getSqlTypeName())
                  .inferReturnType(binding),
          OperandTypes.or(
              OperandTypes.family(SqlTypeFamily.DATETIME, SqlTypeFamily.INTEGER),
              OperandTypes.family(SqlTypeFamily.DATETIME, SqlTypeFamily.DATETIME_INTERVAL)));

  public static final SqlFunction DATE_SUB =
      function("DATE_SUB", DATE_ADD.getReturnTypeInference(), DATE_ADD.getOperandTypeChecker());

  public static final SqlFunction ADD_MONTHS =
      function(
          "ADD_MONTHS",
          ReturnTypes.ARG0_NULLABLE,
          OperandTypes.family(SqlTypeFamily.DATETIME, SqlTypeFamily.INTEGER));

  private TimeFunctions() {}

  private static SqlReturnTypeInference added(SqlTypeName time, SqlTypeName amount) {
    boolean toTimestamp =
        time == SqlTypeName.DATE
            && SqlTypeName.DAY_INTERVAL_TYPES.contains(amount)
            && amount != SqlTypeName.INTERVAL_DAY;
    return toTimestamp ? Operators.TIMESTAMP : ReturnTypes.ARG0_NULLABLE;
  }

  private static SqlReturnTypeInference timeOf(SqlTypeName name) {
    return ReturnTypes.explicit(name, Operators.MICROSECONDS);
  }

  static List<FunctionEntry> entries() {
    return List.of(
        builtIn(
            CURRENT_DATE,
            "CURRENT_DATE",
            "Today, in the session's time zone",
            "CURRENT_DATE",
            "2024-05-06"),
        builtIn(
            CURRENT_TIME,
            "CURRENT_TIME",
            "The time of day, in the session's time zone",
            "CURRENT_TIME",
            "07:08:09.123456"),
        builtIn(
            LOCALTIME,
            "LOCALTIME",
            "The time of day, in the session's time zone",
            "LOCALTIME",
            "07:08:09.123456"),
        builtIn(
            CURRENT_TIMESTAMP,
            "CURRENT_TIMESTAMP",
            "Now, in the session's time zone; fixed while a statement runs",
            "CURRENT_TIMESTAMP",
            "2024-05-06 07:08:09.123456"),
        builtIn(
            LOCALTIMESTAMP,
            "LOCALTIMESTAMP",
            "Now, in the session's time zone; fixed while a statement runs",
            "LOCALTIMESTAMP",
            "2024-05-06 07:08:09.123456"),
        builtIn(
            NOW,
            "NOW()",
            "Now, in the session's time zone; fixed while a statement runs",
            "NOW()",
            "2024-05-06 07:08:09.123456"),
        builtIn(
            SqlStdOperatorTable.EXTRACT,
            "EXTRACT(unit FROM time)",
            "A field of a date, time, timestamp or interval",
            "EXTRACT(HOUR FROM TIMESTAMP '2024-05-06 07:08:09')",
            "7"),
        builtIn(
            DATE_PART,
            "DATE_PART('unit', time)",
            "A field of a date, time, timestamp or interval",
            "DATE_PART('year', DATE '2024-05-06')",
            "2024"),
        builtIn(
            DATE_TRUNC,
            "DATE_TRUNC('unit', time)",
            "The start of the unit that a time is in; weeks begin on Monday",
            "DATE_TRUNC('hour', TIMESTAMP '2024-05-06 07:08:09')",
            "2024-05-06 07:00:00"),
        builtIn(
            SqlStdOperatorTable.FLOOR,
            "FLOOR(time TO unit)",
            "The start of the unit that a time is in; weeks begin on Monday",
            "FLOOR(DATE '2024-05-06' TO MONTH)",
            "2024-05-01"),
        builtIn(
            SqlStdOperatorTable.CEIL,
            "CEIL(time TO unit)",
            "The first start of a unit that is not before a time",
            "CEIL(DATE '2024-05-06' TO MONTH)",
            "2024-06-01"),
        builtIn(
            SqlStdOperatorTable.TIMESTAMP_ADD,
            "TIMESTAMPADD(unit, count, time)",
            "The time so many units later",
            "TIMESTAMPADD(MINUTE, 5, TIMESTAMP '2024-05-06 07:58:09')",
            "2024-05-06 08:03:09"),
        builtIn(
            SqlStdOperatorTable.TIMESTAMP_DIFF,
            "TIMESTAMPDIFF(unit, from, to)",
            "The whole units between two times",
            "TIMESTAMPDIFF(MONTH, DATE '2024-01-31', DATE '2024-03-30')",
            "1"),
        builtIn(
            SqlLibraryOperators.DATEADD,
            "DATEADD(unit, count, time)",
            "The time so many units later",
            "DATEADD(DAY, 1, DATE '2024-02-28')",
            "2024-02-29"),
        builtIn(
            DATEDIFF,
            "DATEDIFF(unit, from, to)",
            "How many starts of a unit lie between two times",
            "DATEDIFF(YEAR, DATE '2023-12-31', DATE '2024-01-01')",
            "1"),
        builtIn(
            DATE_ADD,
            "DATE_ADD(time, days | interval)",
            "The time so many days, or an interval, later",
            "DATE_ADD(DATE '2024-02-28', 2)",
            "2024-03-01"),
        builtIn(
            DATE_SUB,
            "DATE_SUB(time, days | interval)",
            "The time so many days, or an interval, earlier",
            "DATE_SUB(DATE '2024-03-01', 1)",
            "2024-02-29"),
        builtIn(
            ADD_MONTHS,
            "ADD_MONTHS(time, months)",
            "The time so many months later",
            "ADD_MONTHS(DATE '2024-01-31', 1)",
            "2024-02-29"),
        of(
            SqlStdOperatorTable.LAST_DAY,
            "LAST_DAY(date)",
            Dates.class,
            "lastDay",
            "The last day of a date's month",
            "LAST_DAY(DATE '2024-02-10')",
            "2024-02-29"),
        builtIn(
            SqlStdOperatorTable.YEAR, "YEAR(time)", "The year", "YEAR(DATE '2024-05-06')", "2024"),
        builtIn(
            SqlStdOperatorTable.QUARTER,
            "QUARTER(time)",
            "The quarter, 1 to 4",
            "QUARTER(DATE '2024-05-06')",
            "2"),
        builtIn(
            SqlStdOperatorTable.MONTH,
            "MONTH(time)",
            "The month, 1 to 12",
            "MONTH(DATE '2024-05-06')",
            "5"),
        builtIn(
            SqlStdOperatorTable.WEEK,
            "WEEK(time)",
            "The week of the ISO year",
            "WEEK(DATE '2024-12-31')",
            "1"),
        builtIn(
            SqlStdOperatorTable.DAYOFYEAR,
            "DAYOFYEAR(time)",
            "The day of the year",
            "DAYOFYEAR(DATE '2024-03-01')",
            "61"),
        builtIn(
            SqlStdOperatorTable.DAYOFMONTH,
            "DAYOFMONTH(time)",
            "The day of the month",
            "DAYOFMONTH(DATE '2024-05-06')",
            "6"),
        of(
            function("DAYOFWEEK", ReturnTypes.BIGINT_NULLABLE, OperandTypes.DATE_OR_TIMESTAMP),
            "DAYOFWEEK(date)",
            TimeFields.class,
            "dayOfWeek",
            "The day of the week, Sunday 1 to Saturday 7",
            "DAYOFWEEK(DATE '2024-05-06')",
            "2"),
        builtIn(
            SqlStdOperatorTable.HOUR,
            "HOUR(time)",
            "The hour, 0 to 23",
            "HOUR(TIMESTAMP '2024-05-06 07:08:09')",
            "7"),
        builtIn(
            SqlStdOperatorTable.MINUTE,
            "MINUTE(time)",
            "The minute, 0 to 59",
            "MINUTE(TIMESTAMP '2024-05-06 07:08:09')",
            "8"),
        builtIn(
            SqlStdOperatorTable.SECOND,
            "SECOND(time)",
            "The second, 0 to 59",
            "SECOND(TIMESTAMP '2024-05-06 07:08:09')",
            "9"),
        of(
            function(
                "MAKE_DATE",
                ReturnTypes.DATE_NULLABLE,
                OperandTypes.family(
                    SqlTypeFamily.INTEGER, SqlTypeFamily.INTEGER, SqlTypeFamily.INTEGER)),
            "MAKE_DATE(year, month, day)",
            TimeFields.class,
            "makeDate",
            "The date of these fields",
            "MAKE_DATE(2024, 5, 6)",
            "2024-05-06"),
        of(
            function("TIMESTAMP_SECONDS", Operators.TIMESTAMP, OperandTypes.INTEGER),
            "TIMESTAMP_SECONDS(count)",
            TimeFields.class,
            "timestampSeconds",
            "The timestamp so many seconds after 1970",
            "TIMESTAMP_SECONDS(1714979289)",
            "2024-05-06 07:08:09"),
        of(
            function("TIMESTAMP_MILLIS", Operators.TIMESTAMP, OperandTypes.INTEGER),
            "TIMESTAMP_MILLIS(count)",
            TimeFields.class,
            "timestampMillis",
            "The timestamp so many milliseconds after 1970",
            "TIMESTAMP_MILLIS(1714979289123)",
            "2024-05-06 07:08:09.123"),
        of(
            function("TIMESTAMP_MICROS", Operators.TIMESTAMP, OperandTypes.INTEGER),
            "TIMESTAMP_MICROS(count)",
            TimeFields.class,
            "timestampMicros",
            "The timestamp so many microseconds after 1970",
            "TIMESTAMP_MICROS(1)",
            "1970-01-01 00:00:00.000001"),
        of(
            function("UNIX_SECONDS", ReturnTypes.BIGINT_NULLABLE, OperandTypes.TIMESTAMP),
            "UNIX_SECONDS(timestamp)",
            TimeFields.class,
            "unixSeconds",
            "Whole seconds since 1970",
            "UNIX_SECONDS(TIMESTAMP '1970-01-01 00:01:00')",
            "60"),
        of(
            function("UNIX_MILLIS", ReturnTypes.BIGINT_NULLABLE, OperandTypes.TIMESTAMP),
            "UNIX_MILLIS(timestamp)",
            TimeFields.class,
            "unixMillis",
            "Whole milliseconds since 1970",
            "UNIX_MILLIS(TIMESTAMP '1970-01-01 00:00:01.5')",
            "1500"),
        of(
            function("UNIX_MICROS", ReturnTypes.BIGINT_NULLABLE, OperandTypes.TIMESTAMP),
            "UNIX_MICROS(timestamp)",
            TimeFields.class,
            "unixMicros",
            "Microseconds since 1970",
            "UNIX_MICROS(TIMESTAMP '1970-01-01 00:00:01')",
            "1000000"),
        of(
            function("UNIX_DATE", ReturnTypes.INTEGER_NULLABLE, OperandTypes.DATE),
            "UNIX_DATE(date)",
            TimeFields.class,
            "unixDate",
            "Days since 1970-01-01",
            "UNIX_DATE(DATE '1970-01-02')",
            "1"),
        of(
            function("DATE_FROM_UNIX_DATE", ReturnTypes.DATE_NULLABLE, OperandTypes.INTEGER),
            "DATE_FROM_UNIX_DATE(days)",
            TimeFields.class,
            "dateFromUnixDate",
            "The date so many days after 1970-01-01",
            "DATE_FROM_UNIX_DATE(1)",
            "1970-01-02"),
        of(
            function(
                "UNIX_TIMESTAMP",
                ReturnTypes.BIGINT_NULLABLE,
                OperandTypes.or(OperandTypes.TIMESTAMP, TEXT_TEXT, OperandTypes.CHARACTER)),
            "UNIX_TIMESTAMP(timestamp | text [, format])",
            TimeFormat.class,
            "unixTimestamp",
            "Whole seconds since 1970",
            "UNIX_TIMESTAMP('1970-01-01 00:01:00')",
            "60"),
        of(
            function(
                "FROM_UNIXTIME",
                ReturnTypes.VARCHAR_NULLABLE,
                OperandTypes.or(
                    OperandTypes.INTEGER,
                    OperandTypes.family(SqlTypeFamily.INTEGER, SqlTypeFamily.CHARACTER))),
            "FROM_UNIXTIME(seconds [, format])",
            TimeFormat.class,
            "fromUnixtime",
            "Seconds since 1970 as text; the format as DATE_FORMAT has it",
            "FROM_UNIXTIME(60)",
            "1970-01-01 00:01:00"),
        of(
            function(
                "TO_TIMESTAMP",
                Operators.TIMESTAMP,
                OperandTypes.or(OperandTypes.NUMERIC, TEXT_TEXT, OperandTypes.CHARACTER)),
            "TO_TIMESTAMP(seconds | text [, format])",
            TimeFormat.class,
            "toTimestamp",
            "Seconds since 1970, or a text, as a timestamp; the format as TO_CHAR has it",
            "TO_TIMESTAMP('05/06/2024 07:08', 'MM/DD/YYYY HH24:MI')",
            "2024-05-06 07:08:00"),
        of(
            function(
                "TO_DATE",
                ReturnTypes.DATE_NULLABLE,
                OperandTypes.or(TEXT_TEXT, OperandTypes.CHARACTER)),
            "TO_DATE(text [, format])",
            TimeFormat.class,
            "toDate",
            "A text as a date; the format as TO_CHAR has it",
            "TO_DATE('06.05.2024', 'DD.MM.YYYY')",
            "2024-05-06"),
        of(
            function("TO_CHAR", ReturnTypes.VARCHAR_NULLABLE, TIME_TEXT),
            "TO_CHAR(time, format)",
            TimeFormat.class,
            "toChar",
            "A time as text: YYYY year, MM month, DD day, HH24 hour, MI minute, SS second, MS, US, Mon, Dy",
            "TO_CHAR(TIMESTAMP '2024-05-06 07:08:09', 'YYYY/MM/DD HH24:MI')",
            "2024/05/06 07:08"),
        of(
            function("DATE_FORMAT", ReturnTypes.VARCHAR_NULLABLE, TIME_TEXT),
            "DATE_FORMAT(time, format)",
            TimeFormat.class,
            "dateFormat",
            "A time as text: yyyy year, MM month, dd day, HH hour, mm minute, ss second, SSS, EEE",
            "DATE_FORMAT(TIMESTAMP '2024-05-06 07:08:09', 'yyyy-MM-dd')",
            "2024-05-06"),
        of(
            function("DAYNAME", ReturnTypes.VARCHAR_NULLABLE, OperandTypes.DATE_OR_TIMESTAMP),
            "DAYNAME(date)",
            TimeFormat.class,
            "dayName",
            "The name of the day of the week",
            "DAYNAME(DATE '2024-05-06')",
            "Monday"),
        of(
            function("MONTHNAME", ReturnTypes.VARCHAR_NULLABLE, OperandTypes.DATE_OR_TIMESTAMP),
            "MONTHNAME(date)",
            TimeFormat.class,
            "monthName",
            "The name of the month",
            "MONTHNAME(DATE '2024-05-06')",
            "May"));
  }
}
