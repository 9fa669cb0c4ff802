package io.millrace.planner.function;

import static io.millrace.planner.function.FunctionEntry.builtIn;

import java.util.List;
import org.apache.calcite.sql.fun.SqlLibraryOperators;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;

/** Logic, comparison, choice and casts. */
final class LogicFunctions {
  private LogicFunctions() {}

  static List<FunctionEntry> entries() {
    return List.of(
        builtIn(SqlStdOperatorTable.AND, "a AND b", "True if both are", "TRUE AND FALSE", "false"),
        builtIn(SqlStdOperatorTable.OR, "a OR b", "True if one is", "TRUE OR FALSE", "true"),
        builtIn(SqlStdOperatorTable.NOT, "NOT a", "The opposite", "NOT TRUE", "false"),
        builtIn(
            SqlStdOperatorTable.EQUALS,
            "a = b",
            "Whether both are the same; null where one is",
            "1 = 1",
            "true"),
        builtIn(SqlStdOperatorTable.NOT_EQUALS, "a <> b", "Whether they differ", "1 <> 1", "false"),
        builtIn(
            SqlStdOperatorTable.LESS_THAN,
            "a < b",
            "Whether a comes before b",
            "'a' < 'b'",
            "true"),
        builtIn(
            SqlStdOperatorTable.LESS_THAN_OR_EQUAL,
            "a <= b",
            "Whether a does not come after b",
            "2 <= 1",
            "false"),
        builtIn(
            SqlStdOperatorTable.GREATER_THAN, "a > b", "Whether a comes after b", "2 > 1", "true"),
        builtIn(
            SqlStdOperatorTable.GREATER_THAN_OR_EQUAL,
            "a >= b",
            "Whether a does not come before b",
            "1 >= 1",
            "true"),
        builtIn(
            SqlStdOperatorTable.IS_NULL,
            "a IS NULL",
            "Whether there is no value",
            "1 IS NULL",
            "false"),
        builtIn(
            SqlStdOperatorTable.IS_NOT_NULL,
            "a IS NOT NULL",
            "Whether there is a value",
            "1 IS NOT NULL",
            "true"),
        builtIn(
            SqlStdOperatorTable.IS_DISTINCT_FROM,
            "a IS DISTINCT FROM b",
            "Whether they differ; null is the same as null",
            "1 IS DISTINCT FROM NULL",
            "true"),
        builtIn(
            SqlStdOperatorTable.IS_NOT_DISTINCT_FROM,
            "a IS NOT DISTINCT FROM b",
            "Whether they are the same; null is the same as null",
            "1 IS NOT DISTINCT FROM NULL",
            "false"),
        builtIn(
            SqlStdOperatorTable.IS_TRUE,
            "a IS TRUE",
            "Whether it is true, not false or unknown",
            "(1 = 1) IS TRUE",
            "true"),
        builtIn(
            SqlStdOperatorTable.IS_FALSE,
            "a IS FALSE",
            "Whether it is false, not true or unknown",
            "(1 = 1) IS FALSE",
            "false"),
        builtIn(
            SqlStdOperatorTable.BETWEEN,
            "a BETWEEN [SYMMETRIC] b AND c",
            "Whether a is neither before b nor after c; SYMMETRIC: or b and c the other way round",
            "2 BETWEEN 1 AND 3",
            "true"),
        builtIn(
            SqlStdOperatorTable.IN,
            "a IN (b, ...)",
            "Whether a is one of these",
            "2 IN (1, 2)",
            "true"),
        builtIn(
            SqlStdOperatorTable.CASE,
            "CASE WHEN condition THEN value ... ELSE value END",
            "The value of the first condition that is true",
            "CASE WHEN 1 > 2 THEN 'a' ELSE 'b' END",
            "b"),
        builtIn(
            SqlStdOperatorTable.COALESCE,
            "COALESCE(a, ...)",
            "The first value that is not null",
            "COALESCE(NULL, 2)",
            "2"),
        builtIn(
            SqlStdOperatorTable.NULLIF,
            "NULLIF(a, b)",
            "Null where a = b, else a",
            "NULLIF(1, 1)",
            "NULL"),
        builtIn(
            SqlLibraryOperators.NVL, "NVL(a, b)", "a, or b where a is null", "NVL(NULL, 2)", "2"),
        builtIn(
            SqlLibraryOperators.IFNULL,
            "IFNULL(a, b)",
            "a, or b where a is null",
            "IFNULL(1, 2)",
            "1"),
        builtIn(
            SqlLibraryOperators.IF,
            "IF(condition, a, b)",
            "a where the condition is true, else b",
            "IF(1 < 2, 'yes', 'no')",
            "yes"),
        builtIn(
            SqlLibraryOperators.GREATEST_PG,
            "GREATEST(a, ...)",
            "The largest value; nulls are passed over",
            "GREATEST(1, 3, NULL)",
            "3"),
        builtIn(
            SqlLibraryOperators.LEAST_PG,
            "LEAST(a, ...)",
            "The smallest value; nulls are passed over",
            "LEAST(2, 1, NULL)",
            "1"),
        builtIn(
            SqlStdOperatorTable.CAST,
            "CAST(a AS type)",
            "The value as another type; an error where it cannot be",
            "CAST('12' AS INTEGER)",
            "12"),
        builtIn(
            SqlLibraryOperators.INFIX_CAST,
            "a::type",
            "The value as another type; an error where it cannot be",
            "'12'::INTEGER",
            "12"),
        builtIn(
            SqlLibraryOperators.TRY_CAST,
            "TRY_CAST(a AS type)",
            "The value as another type; null where it cannot be",
            "TRY_CAST('x' AS INTEGER)",
            "NULL"),
        builtIn(
            SqlLibraryOperators.SAFE_CAST,
            "SAFE_CAST(a AS type)",
            "The value as another type; null where it cannot be",
            "SAFE_CAST('7' AS INTEGER)",
            "7"));
  }
}
