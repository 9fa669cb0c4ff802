package io.millrace.planner.sql.error;

import static io.millrace.error.ErrorCode.AMBIGUOUS_COLUMN;
import static io.millrace.error.ErrorCode.DATATYPE_MISMATCH;
import static io.millrace.error.ErrorCode.DUPLICATE_ALIAS;
import static io.millrace.error.ErrorCode.DUPLICATE_COLUMN;
import static io.millrace.error.ErrorCode.FEATURE_NOT_SUPPORTED;
import static io.millrace.error.ErrorCode.GROUPING_ERROR;
import static io.millrace.error.ErrorCode.INVALID_PARAMETER_VALUE;
import static io.millrace.error.ErrorCode.NUMERIC_VALUE_OUT_OF_RANGE;
import static io.millrace.error.ErrorCode.SYNTAX_ERROR;
import static io.millrace.error.ErrorCode.UNDEFINED_FUNCTION;

import io.millrace.error.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The validator's messages in our own words, with their SQLSTATE. */
final class Messages {
  /** A message. */
  record Known(ErrorCode code, String text) {}

  private record Rule(Pattern pattern, ErrorCode code, Function<Matcher, String> text) {}

  private static final Pattern TYPE = Pattern.compile("<([^<>]+)>");
  private static final List<Rule> RULES = new ArrayList<>();

  private Messages() {}

  /** What is said of windows with OVER. */
  private static void frames() {
    rule(
        "Cannot specify IGNORE NULLS or RESPECT NULLS following '(.+?)'",
        GROUPING_ERROR,
        "IGNORE NULLS and RESPECT NULLS are for LAG, LEAD, FIRST_VALUE, LAST_VALUE and NTH_VALUE,"
            + " not for {1}");
    rule(
        "RANGE clause cannot be used with compound ORDER BY clause",
        GROUPING_ERROR,
        "RANGE with a distance needs ORDER BY of one column");
    rule(
        "Data type of ORDER BY prohibits use of RANGE clause|"
            + "Data Type mismatch between ORDER BY and RANGE clause",
        DATATYPE_MISMATCH,
        "RANGE with this bound does not fit ORDER BY; numbers take a number, dates and timestamps"
            + " an interval");
    rule(
        "ROWS value must be a non-negative integral constant",
        INVALID_PARAMETER_VALUE,
        "ROWS takes a whole number of rows, 0 or more");
    rule(
        "(PARTITION BY|ORDER BY) expression should not contain OVER clause",
        GROUPING_ERROR,
        "a function with OVER cannot stand in another's {1}; use a sub-query");
    rule(
        "UNBOUNDED FOLLOWING cannot be specified for the lower frame boundary",
        GROUPING_ERROR,
        "a frame cannot start with UNBOUNDED FOLLOWING");
    rule(
        "UNBOUNDED PRECEDING cannot be specified for the upper frame boundary",
        GROUPING_ERROR,
        "a frame cannot end with UNBOUNDED PRECEDING");
    rule(
        "Upper frame boundary cannot be (.+?) when lower boundary is (.+)",
        GROUPING_ERROR,
        "a frame that starts with {2} cannot end with {1}");
    rule(
        "ROW/RANGE not allowed with RANK, DENSE_RANK, ROW_NUMBER.*",
        GROUPING_ERROR,
        "this function looks at the whole partition and takes no frame");
    rule("Duplicate window names not allowed", DUPLICATE_ALIAS, "WINDOW names a window twice");
    rule(
        "Duplicate window specification not allowed in the same window clause",
        DUPLICATE_ALIAS,
        "WINDOW has the same window twice");
    rule(
        "(PARTITION BY|ORDER BY) not allowed (?:with existing window reference|in both.*)",
        GROUPING_ERROR,
        "{1} is the named window's; it cannot be given again");
    rule(
        "Referenced window cannot have framing declarations",
        GROUPING_ERROR,
        "a window with a frame can only be used as it is: OVER name, without parentheses");
  }

  private static void rule(String pattern, ErrorCode code, String text) {
    rule(pattern, code, matcher -> fill(text, matcher));
  }

  private static void rule(String pattern, ErrorCode code, Function<Matcher, String> text) {
    RULES.add(new Rule(Pattern.compile(pattern, Pattern.DOTALL), code, text));
  }

  private static String fill(String text, Matcher matcher) {
    String filled = text;
    for (int i = 1; i <= matcher.groupCount(); i++) {
      filled = filled.replace("{" + i + "}", name(matcher.group(i)));
    }
    return filled;
  }

  static {
    rule(
        "Column '(.+?)' is ambiguous",
        AMBIGUOUS_COLUMN,
        "column \"{1}\" is ambiguous; put a table's name before it");
    rule(
        "Column name '(.+?)' in NATURAL join or USING clause is not unique.*",
        AMBIGUOUS_COLUMN,
        "column \"{1}\" is more than once on one side of the join");
    rule(
        "Column '(.+?)' matched using NATURAL keyword or USING clause has incompatible types:"
            + " cannot compare '(.+?)' to '(.+?)'",
        DATATYPE_MISMATCH,
        "column \"{1}\" has types that cannot be compared: {2} and {3}");
    rule("Expression '(.+?)' is not being grouped", GROUPING_ERROR, Messages::notGrouped);
    rule(
        "Expression '(.+?)' is not in the select clause",
        GROUPING_ERROR,
        "{1} must be in the select list, since the query has DISTINCT");
    rule(
        "Aggregate expression is illegal in ORDER BY clause of non-aggregating SELECT",
        GROUPING_ERROR,
        "an aggregate function in ORDER BY needs GROUP BY");
    rule(
        "Aggregate expression is illegal in (.+?) clause",
        GROUPING_ERROR,
        "an aggregate function cannot stand in {1}; use HAVING for conditions on groups");
    rule(
        "Windowed aggregate expression is illegal in (.+?) clause",
        GROUPING_ERROR,
        "a function with OVER cannot stand in {1}; use QUALIFY or a sub-query");
    rule(
        "Window expressions are not permitted in the HAVING clause.*",
        GROUPING_ERROR,
        "a function with OVER cannot stand in HAVING; use QUALIFY or a sub-query");
    rule(
        "QUALIFY expression '(.+?)' must contain a window function",
        GROUPING_ERROR,
        "QUALIFY needs a function with OVER; use WHERE or HAVING for other conditions");
    rule(
        "Aggregate expressions cannot be nested",
        GROUPING_ERROR,
        "an aggregate function cannot stand inside another; use a sub-query");
    rule(
        "(FILTER|WITHIN GROUP|WITHIN DISTINCT) must not contain aggregate expression",
        GROUPING_ERROR,
        "an aggregate function cannot stand inside {1}");
    rule(
        "FILTER must be applied to aggregate function",
        GROUPING_ERROR,
        "FILTER needs an aggregate function before it");
    rule(
        "OVER must be applied to aggregate function",
        GROUPING_ERROR,
        "OVER needs an aggregate or window function before it");
    rule(
        "OVER clause is necessary for window functions",
        GROUPING_ERROR,
        "this function needs OVER (...)");
    rule(
        "(?:Argument to )?'?(.+?)'? operator (?:must be a grouped expression|may only occur in .*)",
        GROUPING_ERROR,
        "{1} needs a GROUP BY that its argument is part of");
    rule(
        "Window specification must contain an ORDER BY clause",
        GROUPING_ERROR,
        "this window needs an ORDER BY");
    rule(
        "RANK or DENSE_RANK functions require ORDER BY clause in window specification",
        GROUPING_ERROR,
        "RANK, DENSE_RANK, PERCENT_RANK and CUME_DIST need ORDER BY inside OVER (...)");
    frames();
    rule(
        "Invalid number of arguments to function '(.+?)'. Was expecting 1 arguments",
        UNDEFINED_FUNCTION,
        "function {1} takes one argument");
    rule(
        "Invalid number of arguments to function '(.+?)'. Was expecting (\\d+) arguments",
        UNDEFINED_FUNCTION,
        m ->
            "function "
                + m.group(1)
                + " takes "
                + m.group(2)
                + (m.group(2).equals("1") ? " argument" : " arguments"));
    rule("Function '(.+?)' is not defined", UNDEFINED_FUNCTION, "function {1} not found");
    rule(
        "Cannot apply '\\$SCALAR_QUERY' to arguments .*",
        ErrorCode.CARDINALITY_VIOLATION,
        "a sub-query that stands for a value must give one column");
    rule(
        "Cannot apply '(.+?)' to arguments of type '?(.*?)'?\\. Supported form\\(s\\): (.*)",
        DATATYPE_MISMATCH,
        Messages::operands);
    rule(
        "Cannot infer return type for (.+?); operand types: \\[(.+)\\]",
        DATATYPE_MISMATCH,
        "the arguments of {1} are of types that do not go together: {2}; CAST some of them");
    rule(
        "Cannot compare values of types '(.+?)', '(.+?)'",
        DATATYPE_MISMATCH,
        "cannot compare {1} with {2}; CAST one of them");
    rule(
        "(.+?) is not comparable to (.+)",
        DATATYPE_MISMATCH,
        "cannot compare {1} with {2}; CAST one of them");
    rule(
        "(?:Operands|Types) (.+?) not comparable to each other",
        DATATYPE_MISMATCH,
        m -> "cannot compare " + String.join(" with ", types(m.group(1))) + "; CAST one of them");
    rule(
        "Values passed to VALUES operator must have compatible types",
        DATATYPE_MISMATCH,
        "the rows of VALUES must have the same number of values, each of a type that can be"
            + " compared with those above it");
    rule(
        "Values passed to (.+?) operator must have compatible types",
        DATATYPE_MISMATCH,
        "the values given to {1} must be of types that can be compared; CAST some of them");
    rule(
        "Values in expression list must have compatible types",
        DATATYPE_MISMATCH,
        "the values of the list must be of types that can be compared; CAST some of them");
    rule(
        "Illegal mixing of types in CASE or COALESCE statement",
        DATATYPE_MISMATCH,
        "the results of CASE or COALESCE are of different types; CAST some of them");
    rule(
        "ELSE clause or at least one THEN clause must be non-NULL",
        DATATYPE_MISMATCH,
        "at least one result of CASE must not be NULL");
    rule(
        "Cast function cannot convert value of type (.+?) to type (.+)",
        DATATYPE_MISMATCH,
        "cannot cast {1} to {2}");
    rule("Unknown datatype name '(.+?)'", DATATYPE_MISMATCH, "type \"{1}\" not found");
    rule("Type '(.+?)' is not supported", FEATURE_NOT_SUPPORTED, "type {1} is not supported");
    rule("Expected a boolean type", DATATYPE_MISMATCH, "a condition is needed here");
    rule("Expected a character type", DATATYPE_MISMATCH, "text is needed here");
    rule(
        "(.+?) clause must be a condition",
        DATATYPE_MISMATCH,
        "{1} needs a condition, something that is true or false");
    rule(
        "Parameters must be of the same type",
        DATATYPE_MISMATCH,
        "the arguments must be of the same type");
    rule("Require at least 1 argument", DATATYPE_MISMATCH, "at least one argument is needed");
    rule("Map requires .*", DATATYPE_MISMATCH, "MAP takes a key and a value for each entry");
    rule(
        "Column count mismatch in (.+)",
        DATATYPE_MISMATCH,
        "the queries of {1} have different numbers of columns");
    rule(
        "Type mismatch in column (\\d+) of (.+)",
        DATATYPE_MISMATCH,
        "column {1} has different types in the queries of {2}; CAST one of them");
    rule(
        "List of column aliases must have same degree as table; table has (\\d+) columns (.+?),"
            + " whereas alias list has (\\d+) columns",
        DATATYPE_MISMATCH,
        "{3} column names are given for {1} columns");
    rule(
        "Number of columns must match number of query columns",
        DATATYPE_MISMATCH,
        "the number of column names differs from the number of the query's columns");
    rule(
        "Duplicate name '(.+?)' in column (?:alias )?list",
        DUPLICATE_COLUMN,
        "column \"{1}\" is named twice");
    rule(
        "Duplicate column name '(.+?)' in output",
        DUPLICATE_COLUMN,
        "column \"{1}\" is named twice");
    rule(
        "Column has duplicate column name '(.+?)' and no column list specified",
        DUPLICATE_COLUMN,
        "column \"{1}\" is there twice; name the columns");
    rule(
        "Duplicate relation name '(.+?)' in FROM clause",
        ErrorCode.DUPLICATE_TABLE,
        "\"{1}\" is named twice in FROM; give one of them another name with AS");
    rule(
        "Numeric literal '(.+?)' out of range",
        NUMERIC_VALUE_OUT_OF_RANGE,
        "number {1} is out of range");
    rule(
        "Date literal '(.+?)' out of range",
        ErrorCode.DATETIME_FIELD_OVERFLOW,
        "date {1} is out of range");
    rule(
        "Illegal (.+?) literal '?(.+?)'?: .*",
        ErrorCode.DATETIME_FIELD_OVERFLOW,
        "\"{2}\" is not a {1}");
    rule(
        "Literal '(.+?)' can not be parsed to type '(.+?)'",
        ErrorCode.INVALID_CAST,
        "\"{1}\" is not a {2}");
    rule(
        "Illegal interval literal format (.+?) for (.+)",
        ErrorCode.DATETIME_FIELD_OVERFLOW,
        "{1} is not a length of time in {2}");
    rule(
        "Illegal INTERVAL literal (.+?); at .*",
        ErrorCode.DATETIME_FIELD_OVERFLOW,
        "{1} is not a length of time");
    rule(
        "Interval field value (.+?) exceeds precision of (.+?) field",
        ErrorCode.DATETIME_FIELD_OVERFLOW,
        "{1} is too large for {2}");
    rule(
        "Input arguments of (.+?) out of range: (.+?); should be in the range of (.+)",
        INVALID_PARAMETER_VALUE,
        "{2} is out of range for {1}: {3}");
    rule("Ordinal out of range", INVALID_PARAMETER_VALUE, "the query has no column of this number");
    rule(
        "Argument to function '(.+?)' must (?:be a|have a|not be) (.+)",
        INVALID_PARAMETER_VALUE,
        m ->
            "an argument of "
                + name(m.group(1))
                + " must "
                + m.group(0).replaceAll("(?s).*' must ", "").toLowerCase(Locale.ROOT));
    rule(
        "Illegal use of 'NULL'",
        DATATYPE_MISMATCH,
        "NULL alone has no type here; write CAST(NULL AS type)");
    rule(
        "Illegal use of dynamic parameter",
        DATATYPE_MISMATCH,
        "the type of this parameter is not known; write CAST(? AS type)");
    rule(
        "INNER, LEFT, RIGHT, FULL, or ASOF join requires a condition.*",
        SYNTAX_ERROR,
        "the join needs a condition, ON or USING");
    rule(
        "Cannot specify condition .* following CROSS JOIN",
        SYNTAX_ERROR,
        "CROSS JOIN takes no condition");
    rule(
        "Cannot specify NATURAL keyword with ON or USING clause",
        SYNTAX_ERROR,
        "NATURAL JOIN takes no condition");
    rule(
        "Only scalar sub-queries allowed in select list.",
        ErrorCode.CARDINALITY_VIOLATION,
        "a sub-query in the select list must give one column");
    rule("Operand (.+?) must be a query", SYNTAX_ERROR, "a query is needed here");
    rule(
        "(?:Non-query expression|Query expression|Join expression|ROW expression|CURSOR"
            + " expression) encountered in illegal context",
        SYNTAX_ERROR,
        "this cannot stand here");
    rule(
        "(?:ORDER BY unexpected|ORDER BY is only allowed on top-level SELECT)",
        SYNTAX_ERROR,
        "ORDER BY cannot stand here");
    rule("Expected query or join", SYNTAX_ERROR, "a query is needed here");
    rule("BETWEEN operator has no terminating AND", SYNTAX_ERROR, "BETWEEN needs AND");
    rule(
        "Table or column alias must be a simple identifier",
        SYNTAX_ERROR,
        "a plain name is needed here");
    rule(
        "Expecting alias, found character literal",
        SYNTAX_ERROR,
        "a name is needed here; names take double quotes");
    rule(
        "Length of identifier '(.+?)' must be less than .*",
        SYNTAX_ERROR,
        "a name has at most 256 characters");
    rule(
        "DISTINCT/ALL not allowed with (.+?) function",
        SYNTAX_ERROR,
        "function {1} takes no DISTINCT");
    rule(
        "WITHIN (GROUP|DISTINCT) not allowed with (.+?) function",
        SYNTAX_ERROR,
        "function {2} takes no WITHIN {1}");
    rule(
        "Binary literal string must .*",
        SYNTAX_ERROR,
        "a binary constant consists of pairs of the digits 0 to 9 and A to F");
    rule("Window '(.+?)' not found", ErrorCode.UNDEFINED_TABLE, "window \"{1}\" not found");
    rule(
        "'(.+?)' is not a valid time frame.*",
        INVALID_PARAMETER_VALUE,
        "\"{1}\" is not a unit of time");
    rule(
        "Cannot call table function here: '(.+?)'",
        ErrorCode.WRONG_OBJECT_TYPE,
        "{1} returns a table; call it in FROM");
    rule("DEFAULT (?:is only allowed|not allowed).*", SYNTAX_ERROR, "DEFAULT cannot stand here");
  }

  /** Returns the message in our words, or empty where it is none that we know. */
  static Optional<Known> translate(String message) {
    if (message != null) {
      for (Rule rule : RULES) {
        Matcher matcher = rule.pattern.matcher(message);
        if (matcher.matches()) {
          return Optional.of(new Known(rule.code, rule.text.apply(matcher)));
        }
      }
    }
    return Optional.empty();
  }

  private static String notGrouped(Matcher matcher) {
    String expression = name(matcher.group(1));
    int dot = expression.lastIndexOf('.');
    String shown =
        expression.matches("[\\w.$]+") && dot >= 0 ? expression.substring(dot + 1) : expression;
    return shown.matches("\\w+")
        ? "column \"" + shown + "\" must be in GROUP BY or inside an aggregate function"
        : shown + " must be in GROUP BY or inside an aggregate function";
  }

  private static String operands(Matcher matcher) {
    String operator = name(matcher.group(1));
    List<String> given = types(matcher.group(2));
    String arguments = given.isEmpty() ? "these arguments" : String.join(" and ", given);
    boolean symbol = !operator.matches("\\w+");
    return (symbol ? "operator " : "") + operator + " cannot take " + arguments;
  }

  static List<String> types(String text) {
    List<String> types = new ArrayList<>();
    Matcher matcher = TYPE.matcher(text);
    while (matcher.find()) {
      types.add(typeName(matcher.group(1)));
    }
    return types;
  }

  /** Returns a type without what only Calcite says of it. */
  static String typeName(String type) {
    return type.replaceAll(" CHARACTER SET \"[^\"]*\"", "")
        .replaceAll(" COLLATE \"[^\"]*\"", "")
        .replace(" NOT NULL", "")
        .replace("RecordType", "ROW")
        .replace("TIMESTAMP_WITH_LOCAL_TIME_ZONE", "TIMESTAMP WITH LOCAL TIME ZONE");
  }

  /** Returns a name without what only we say of it. */
  private static String name(String text) {
    return typeName(text).replace("$", "").replace("`", "");
  }
}
