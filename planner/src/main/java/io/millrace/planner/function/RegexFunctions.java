package io.millrace.planner.function;

import static io.millrace.planner.function.FunctionEntry.of;
import static io.millrace.planner.function.Operators.function;

import io.millrace.planner.function.kernel.Regex;
import java.util.List;
import org.apache.calcite.sql.fun.SqlLibraryOperators;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlTypeFamily;

/** Functions of regular expressions. */
final class RegexFunctions {
  private RegexFunctions() {}

  static List<FunctionEntry> entries() {
    return List.of(
        of(
            SqlLibraryOperators.REGEXP_LIKE,
            "REGEXP_LIKE(text, pattern [, flags])",
            Regex.class,
            "like",
            "Whether a part of the text matches",
            "REGEXP_LIKE('abc', 'b.')",
            "true"),
        of(
            function("REGEXP_CONTAINS", ReturnTypes.BOOLEAN_NULLABLE, OperandTypes.STRING_STRING),
            "REGEXP_CONTAINS(text, pattern)",
            Regex.class,
            "like",
            "Whether a part of the text matches",
            "REGEXP_CONTAINS('abc', '^b')",
            "false"),
        of(
            SqlLibraryOperators.RLIKE,
            "text RLIKE pattern",
            Regex.class,
            "like",
            "Whether a part of the text matches",
            "'abc' RLIKE 'b+'",
            "true"),
        of(
            SqlStdOperatorTable.POSIX_REGEX_CASE_SENSITIVE,
            "text ~ pattern",
            Regex.class,
            "like",
            "Whether a part of the text matches",
            "'abc' ~ 'B'",
            "false"),
        of(
            SqlStdOperatorTable.POSIX_REGEX_CASE_INSENSITIVE,
            "text ~* pattern",
            Regex.class,
            "likeIgnoringCase",
            "Whether a part of the text matches, without regard to case",
            "'abc' ~* 'B'",
            "true"),
        of(
            function(
                "REGEXP_EXTRACT",
                ReturnTypes.VARCHAR_FORCE_NULLABLE,
                OperandTypes.or(
                    OperandTypes.STRING_STRING,
                    OperandTypes.family(
                        SqlTypeFamily.STRING, SqlTypeFamily.STRING, SqlTypeFamily.INTEGER))),
            "REGEXP_EXTRACT(text, pattern [, group])",
            Regex.class,
            "extract",
            "The first match, or its first (or given) group; null where nothing matches",
            "REGEXP_EXTRACT('user=joe', 'user=(.*)')",
            "joe"),
        of(
            function(
                "REGEXP_SUBSTR", ReturnTypes.VARCHAR_FORCE_NULLABLE, OperandTypes.STRING_STRING),
            "REGEXP_SUBSTR(text, pattern)",
            Regex.class,
            "substring",
            "The first match; null where nothing matches",
            "REGEXP_SUBSTR('ab12', '[0-9]+')",
            "12"),
        of(
            function(
                "REGEXP_REPLACE",
                ReturnTypes.VARCHAR_NULLABLE,
                OperandTypes.or(
                    OperandTypes.STRING_STRING_STRING, OperandTypes.STRING_STRING_STRING_STRING)),
            "REGEXP_REPLACE(text, pattern, by [, flags])",
            Regex.class,
            "replace",
            "The text with every match replaced; with flags, the first only, unless g is among them",
            "REGEXP_REPLACE('a1b2', '([0-9])', '<\\1>')",
            "a<1>b<2>"),
        of(
            function("REGEXP_COUNT", ReturnTypes.INTEGER_NULLABLE, OperandTypes.STRING_STRING),
            "REGEXP_COUNT(text, pattern)",
            Regex.class,
            "count",
            "How many matches there are",
            "REGEXP_COUNT('banana', 'a.')",
            "2"),
        of(
            function("REGEXP_INSTR", ReturnTypes.INTEGER_NULLABLE, OperandTypes.STRING_STRING),
            "REGEXP_INSTR(text, pattern)",
            Regex.class,
            "position",
            "Where the first match begins, from 1; 0 where nothing matches",
            "REGEXP_INSTR('ab12', '[0-9]')",
            "3"));
  }
}
