package io.millrace.planner.function;

import static io.millrace.planner.function.FunctionEntry.builtIn;
import static io.millrace.planner.function.FunctionEntry.of;
import static io.millrace.planner.function.Operators.function;

import io.millrace.planner.function.kernel.Integers;
import io.millrace.planner.function.kernel.Maths;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlTypeFamily;

/** Functions of numbers. */
final class NumberFunctions {
  private NumberFunctions() {}

  static List<FunctionEntry> entries() {
    List<FunctionEntry> entries = new ArrayList<>();
    entries.addAll(
        List.of(
            builtIn(TimeOperators.PLUS, "a + b", "The sum", "1 + 2", "3"),
            builtIn(TimeOperators.MINUS, "a - b", "The difference", "1 - 2", "-1"),
            builtIn(SqlStdOperatorTable.MULTIPLY, "a * b", "The product", "2 * 1.5", "3.0"),
            builtIn(
                SqlStdOperatorTable.DIVIDE,
                "a / b",
                "The quotient; of integers, without its fraction",
                "7 / 2",
                "3"),
            builtIn(
                SqlStdOperatorTable.PERCENT_REMAINDER,
                "a % b",
                "The rest of a division, with the sign of a",
                "-7 % 3",
                "-1"),
            builtIn(
                SqlStdOperatorTable.MOD,
                "MOD(a, b)",
                "The rest of a division, with the sign of a",
                "MOD(7, 3)",
                "1"),
            builtIn(
                SqlStdOperatorTable.ABS,
                "ABS(x)",
                "The value without its sign",
                "ABS(-2.5)",
                "2.5"),
            builtIn(SqlStdOperatorTable.SIGN, "SIGN(x)", "-1, 0 or 1", "SIGN(-3)", "-1"),
            builtIn(
                function("ROUND", new RoundingType(true), OperandTypes.NUMERIC_OPTIONAL_INTEGER),
                "ROUND(x [, digits])",
                "The nearest number of so many digits after the point, a half away from zero",
                "ROUND(2.345, 2)",
                "2.35"),
            builtIn(
                function(
                    "TRUNCATE", new RoundingType(false), OperandTypes.NUMERIC_OPTIONAL_INTEGER),
                "TRUNCATE(x [, digits])",
                "The number cut to so many digits after the point",
                "TRUNCATE(-2.345, 1)",
                "-2.3"),
            builtIn(
                function("TRUNC", new RoundingType(false), OperandTypes.NUMERIC_OPTIONAL_INTEGER),
                "TRUNC(x [, digits])",
                "The number cut to so many digits after the point",
                "TRUNC(2.9e0)",
                "2.0"),
            builtIn(
                SqlStdOperatorTable.FLOOR,
                "FLOOR(x)",
                "The largest whole number that is not above",
                "FLOOR(-1.5)",
                "-2"),
            builtIn(
                SqlStdOperatorTable.CEIL,
                "CEIL(x)",
                "The smallest whole number that is not below",
                "CEIL(1.2)",
                "2"),
            of(
                SqlStdOperatorTable.BITNOT,
                "BITNOT(a)",
                Integers.class,
                "bitNot",
                "All bits turned over",
                "BITNOT(0)",
                "-1"),
            of(
                SqlStdOperatorTable.BITAND,
                "BITAND(a, b)",
                Integers.class,
                "bitAnd",
                "The bits that both have",
                "BITAND(6, 3)",
                "2"),
            of(
                SqlStdOperatorTable.BITOR,
                "BITOR(a, b)",
                Integers.class,
                "bitOr",
                "The bits that one has",
                "BITOR(6, 3)",
                "7"),
            of(
                SqlStdOperatorTable.BITXOR,
                "BITXOR(a, b)",
                Integers.class,
                "bitXor",
                "The bits that just one has",
                "BITXOR(6, 3)",
                "5"),
            of(
                function("FACTORIAL", ReturnTypes.BIGINT_NULLABLE, OperandTypes.INTEGER),
                "FACTORIAL(n)",
                Integers.class,
                "factorial",
                "The product of 1 to n",
                "FACTORIAL(5)",
                "120"),
            of(
                SqlStdOperatorTable.PI,
                "PI()",
                Maths.class,
                "pi",
                "The ratio of a circle's circumference to its diameter",
                "ROUND(PI(), 4)",
                "3.1416"),
            of(
                function(
                    "WIDTH_BUCKET",
                    ReturnTypes.INTEGER_NULLABLE,
                    OperandTypes.family(
                        SqlTypeFamily.NUMERIC,
                        SqlTypeFamily.NUMERIC,
                        SqlTypeFamily.NUMERIC,
                        SqlTypeFamily.INTEGER)),
                "WIDTH_BUCKET(x, low, high, buckets)",
                Maths.class,
                "widthBucket",
                "Which of equally wide buckets a value is in, from 1",
                "WIDTH_BUCKET(5.35, 0.024, 10.06, 5)",
                "3"),
            of(
                function("IS_NAN", ReturnTypes.BOOLEAN_NULLABLE, OperandTypes.NUMERIC),
                "IS_NAN(x)",
                Maths.class,
                "isNan",
                "Whether the value is not a number",
                "IS_NAN(1.0)",
                "false"),
            of(
                function("IS_INF", ReturnTypes.BOOLEAN_NULLABLE, OperandTypes.NUMERIC),
                "IS_INF(x)",
                Maths.class,
                "isInfinite",
                "Whether the value is infinite",
                "IS_INF(1.0)",
                "false"),
            of(
                function("LOG", ReturnTypes.DOUBLE_NULLABLE, OperandTypes.NUMERIC_OPTIONAL_NUMERIC),
                "LOG([base,] x)",
                Maths.class,
                "log",
                "The logarithm, to base 10 where none is given",
                "LOG(2, 8)",
                "3.0")));
    real(
        entries,
        SqlStdOperatorTable.SQRT,
        "SQRT(x)",
        "sqrt",
        "The square root",
        "SQRT(2.25)",
        "1.5");
    real(entries, SqlStdOperatorTable.CBRT, "CBRT(x)", "cbrt", "The cube root", "CBRT(27)", "3.0");
    real(
        entries,
        SqlStdOperatorTable.POWER,
        "POWER(x, y)",
        "power",
        "x to the power of y",
        "POWER(2, 10)",
        "1024.0");
    real(
        entries,
        function("POW", ReturnTypes.DOUBLE_NULLABLE, OperandTypes.NUMERIC_NUMERIC),
        "POW(x, y)",
        "power",
        "x to the power of y",
        "POW(2, 3)",
        "8.0");
    real(entries, SqlStdOperatorTable.EXP, "EXP(x)", "exp", "e to the power of x", "EXP(0)", "1.0");
    real(entries, SqlStdOperatorTable.LN, "LN(x)", "ln", "The natural logarithm", "LN(1)", "0.0");
    real(
        entries,
        SqlStdOperatorTable.LOG10,
        "LOG10(x)",
        "log10",
        "The logarithm to base 10",
        "LOG10(1000)",
        "3.0");
    real(
        entries,
        function("LOG2", ReturnTypes.DOUBLE_NULLABLE, OperandTypes.NUMERIC),
        "LOG2(x)",
        "log2",
        "The logarithm to base 2",
        "LOG2(8)",
        "3.0");
    real(entries, SqlStdOperatorTable.SIN, "SIN(x)", "sin", "The sine", "SIN(0)", "0.0");
    real(entries, SqlStdOperatorTable.COS, "COS(x)", "cos", "The cosine", "COS(0)", "1.0");
    real(entries, SqlStdOperatorTable.TAN, "TAN(x)", "tan", "The tangent", "TAN(0)", "0.0");
    real(
        entries,
        SqlStdOperatorTable.COT,
        "COT(x)",
        "cot",
        "The cotangent",
        "ROUND(COT(1), 3)",
        "0.642");
    real(
        entries, SqlStdOperatorTable.ASIN, "ASIN(x)", "asin", "The inverse sine", "ASIN(0)", "0.0");
    real(
        entries,
        SqlStdOperatorTable.ACOS,
        "ACOS(x)",
        "acos",
        "The inverse cosine",
        "ACOS(1)",
        "0.0");
    real(
        entries,
        SqlStdOperatorTable.ATAN,
        "ATAN(x)",
        "atan",
        "The inverse tangent",
        "ATAN(0)",
        "0.0");
    real(
        entries,
        SqlStdOperatorTable.ATAN2,
        "ATAN2(y, x)",
        "atan2",
        "The angle of the point (x, y)",
        "ATAN2(0, 1)",
        "0.0");
    real(
        entries,
        SqlStdOperatorTable.DEGREES,
        "DEGREES(x)",
        "degrees",
        "Radians as degrees",
        "ROUND(DEGREES(PI()), 6)",
        "180.0");
    real(
        entries,
        SqlStdOperatorTable.RADIANS,
        "RADIANS(x)",
        "radians",
        "Degrees as radians",
        "RADIANS(0)",
        "0.0");
    real(
        entries,
        function("SINH", ReturnTypes.DOUBLE_NULLABLE, OperandTypes.NUMERIC),
        "SINH(x)",
        "sinh",
        "The hyperbolic sine",
        "SINH(0)",
        "0.0");
    real(
        entries,
        function("COSH", ReturnTypes.DOUBLE_NULLABLE, OperandTypes.NUMERIC),
        "COSH(x)",
        "cosh",
        "The hyperbolic cosine",
        "COSH(0)",
        "1.0");
    real(
        entries,
        function("TANH", ReturnTypes.DOUBLE_NULLABLE, OperandTypes.NUMERIC),
        "TANH(x)",
        "tanh",
        "The hyperbolic tangent",
        "TANH(0)",
        "0.0");
    real(
        entries,
        function("HYPOT", ReturnTypes.DOUBLE_NULLABLE, OperandTypes.NUMERIC_NUMERIC),
        "HYPOT(x, y)",
        "hypot",
        "The length of the vector (x, y)",
        "HYPOT(3, 4)",
        "5.0");
    return entries;
  }

  private static void real(
      List<FunctionEntry> entries,
      SqlOperator operator,
      String signature,
      String method,
      String description,
      String example,
      String result) {
    entries.add(of(operator, signature, Maths.class, method, description, example, result));
  }
}
