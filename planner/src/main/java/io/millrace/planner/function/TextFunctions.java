package io.millrace.planner.function;

import static io.millrace.planner.function.FunctionEntry.builtIn;
import static io.millrace.planner.function.FunctionEntry.of;
import static io.millrace.planner.function.Operators.function;

import io.millrace.planner.function.kernel.Digests;
import io.millrace.planner.function.kernel.LikePattern;
import io.millrace.planner.function.kernel.Text;
import io.millrace.planner.function.kernel.TextEdges;
import java.util.List;
import org.apache.calcite.sql.SqlBasicFunction;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlOperandCountRange;
import org.apache.calcite.sql.fun.SqlLibraryOperators;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlTypeFamily;

/** Functions of text. */
final class TextFunctions {
  private static final SqlOperandTypeChecker TEXT = OperandTypes.STRING;
  private static final SqlOperandTypeChecker TEXT_TEXT = OperandTypes.STRING_STRING;
  private static final SqlOperandTypeChecker TEXT_OPTIONAL_TEXT =
      OperandTypes.STRING_OPTIONAL_STRING;
  private static final SqlOperandTypeChecker TEXT_COUNT =
      OperandTypes.family(SqlTypeFamily.STRING, SqlTypeFamily.INTEGER);
  private static final SqlOperandTypeChecker TEXT_COUNT_OPTIONAL_COUNT =
      OperandTypes.STRING_INTEGER_OPTIONAL_INTEGER;

  private TextFunctions() {}

  private static SqlOperandTypeChecker atLeast(int operands) {
    SqlOperandCountRange range = SqlOperandCountRanges.from(operands);
    return OperandTypes.variadic(range);
  }

  static List<FunctionEntry> entries() {
    return List.of(
        builtIn(
            SqlStdOperatorTable.CONCAT,
            "text || text",
            "Both texts, one after the other",
            "'ab' || 'cd'",
            "abcd"),
        builtIn(
            function("CONCAT", ReturnTypes.VARCHAR.andThen(Nullability.NEVER), atLeast(1)),
            "CONCAT(value, ...)",
            "All values as text, one after the other; nulls are passed over",
            "CONCAT('a', NULL, 1)",
            "a1"),
        builtIn(
            function("CONCAT_WS", ReturnTypes.VARCHAR.andThen(Nullability.OF_FIRST), atLeast(2)),
            "CONCAT_WS(separator, value, ...)",
            "The values that are not null as text, the separator between them",
            "CONCAT_WS('-', 'a', NULL, 'b')",
            "a-b"),
        of(
            function("UPPER", ReturnTypes.VARCHAR_NULLABLE, TEXT),
            "UPPER(text)",
            Text.class,
            "upper",
            "The text in capital letters",
            "UPPER('straße')",
            "STRASSE"),
        of(
            function("LOWER", ReturnTypes.VARCHAR_NULLABLE, TEXT),
            "LOWER(text)",
            Text.class,
            "lower",
            "The text in small letters",
            "LOWER('ÀB')",
            "àb"),
        of(
            function("INITCAP", ReturnTypes.VARCHAR_NULLABLE, TEXT),
            "INITCAP(text)",
            Text.class,
            "initcap",
            "Each word with a capital first letter",
            "INITCAP('hello wORLD')",
            "Hello World"),
        of(
            SqlStdOperatorTable.CHAR_LENGTH,
            "CHAR_LENGTH(text)",
            Text.class,
            "charLength",
            "The number of characters",
            "CHAR_LENGTH('né')",
            "2"),
        of(
            SqlStdOperatorTable.CHARACTER_LENGTH,
            "CHARACTER_LENGTH(text)",
            Text.class,
            "charLength",
            "The number of characters",
            "CHARACTER_LENGTH('né')",
            "2"),
        of(
            SqlLibraryOperators.LENGTH,
            "LENGTH(text)",
            Text.class,
            "charLength",
            "The number of characters",
            "LENGTH('né')",
            "2"),
        of(
            SqlStdOperatorTable.OCTET_LENGTH,
            "OCTET_LENGTH(text)",
            Text.class,
            "octetLength",
            "The number of bytes",
            "OCTET_LENGTH('né')",
            "3"),
        of(
            function("BIT_LENGTH", ReturnTypes.INTEGER_NULLABLE, TEXT),
            "BIT_LENGTH(text)",
            Text.class,
            "bitLength",
            "The number of bits",
            "BIT_LENGTH('ab')",
            "16"),
        of(
            SqlStdOperatorTable.SUBSTRING,
            "SUBSTRING(text FROM position [FOR count])",
            Text.class,
            "substring",
            "Characters from a position, counted from 1",
            "SUBSTRING('hello' FROM 2 FOR 3)",
            "ell"),
        of(
            function("SUBSTR", ReturnTypes.ARG0_NULLABLE_VARYING, TEXT_COUNT_OPTIONAL_COUNT),
            "SUBSTR(text, position [, count])",
            Text.class,
            "substr",
            "As SUBSTRING; a negative position counts from the end",
            "SUBSTR('hello', -3, 2)",
            "ll"),
        of(
            function("LEFT", ReturnTypes.ARG0_NULLABLE_VARYING, TEXT_COUNT),
            "LEFT(text, count)",
            Text.class,
            "left",
            "The first characters; all but the last where the count is negative",
            "LEFT('hello', 2)",
            "he"),
        of(
            function("RIGHT", ReturnTypes.ARG0_NULLABLE_VARYING, TEXT_COUNT),
            "RIGHT(text, count)",
            Text.class,
            "right",
            "The last characters; all but the first where the count is negative",
            "RIGHT('hello', 2)",
            "lo"),
        builtIn(
            SqlStdOperatorTable.TRIM,
            "TRIM([BOTH | LEADING | TRAILING] [characters FROM] text)",
            "The text without these characters (spaces) at its ends",
            "TRIM(BOTH 'x' FROM 'xxaxx')",
            "a"),
        of(
            function("LTRIM", ReturnTypes.ARG0_NULLABLE_VARYING, TEXT_OPTIONAL_TEXT),
            "LTRIM(text [, characters])",
            TextEdges.class,
            "ltrim",
            "The text without these characters (spaces) at its start",
            "LTRIM('  a ')",
            "a "),
        of(
            function("RTRIM", ReturnTypes.ARG0_NULLABLE_VARYING, TEXT_OPTIONAL_TEXT),
            "RTRIM(text [, characters])",
            TextEdges.class,
            "rtrim",
            "The text without these characters (spaces) at its end",
            "RTRIM(' a  ')",
            " a"),
        of(
            function("BTRIM", ReturnTypes.ARG0_NULLABLE_VARYING, TEXT_OPTIONAL_TEXT),
            "BTRIM(text [, characters])",
            TextEdges.class,
            "trim",
            "The text without these characters (spaces) at its ends",
            "BTRIM('xyaxy', 'xy')",
            "a"),
        of(
            padding("LPAD"),
            "LPAD(text, length [, fill])",
            TextEdges.class,
            "lpad",
            "The text filled at its start, or cut, to a length",
            "LPAD('7', 3, '0')",
            "007"),
        of(
            padding("RPAD"),
            "RPAD(text, length [, fill])",
            TextEdges.class,
            "rpad",
            "The text filled at its end, or cut, to a length",
            "RPAD('ab', 4, '.')",
            "ab.."),
        of(
            SqlStdOperatorTable.POSITION,
            "POSITION(part IN text [FROM position])",
            Text.class,
            "position",
            "Where a part first begins, from 1; 0 where it does not occur",
            "POSITION('l' IN 'hello')",
            "3"),
        of(
            function("STRPOS", ReturnTypes.INTEGER_NULLABLE, TEXT_TEXT),
            "STRPOS(text, part)",
            Text.class,
            "strpos",
            "Where a part first begins, from 1; 0 where it does not occur",
            "STRPOS('hello', 'l')",
            "3"),
        of(
            function("INSTR", ReturnTypes.INTEGER_NULLABLE, TEXT_TEXT),
            "INSTR(text, part)",
            Text.class,
            "strpos",
            "Where a part first begins, from 1; 0 where it does not occur",
            "INSTR('hello', 'lo')",
            "4"),
        of(
            function("CONTAINS", ReturnTypes.BOOLEAN_NULLABLE, TEXT_TEXT),
            "CONTAINS(text, part)",
            Text.class,
            "contains",
            "Whether a part occurs in a text",
            "CONTAINS('hello', 'ell')",
            "true"),
        of(
            SqlLibraryOperators.STARTS_WITH,
            "STARTS_WITH(text, prefix)",
            Text.class,
            "startsWith",
            "Whether a text begins so",
            "STARTS_WITH('hello', 'he')",
            "true"),
        of(
            SqlLibraryOperators.STARTSWITH,
            "STARTSWITH(text, prefix)",
            Text.class,
            "startsWith",
            "Whether a text begins so",
            "STARTSWITH('hello', 'lo')",
            "false"),
        of(
            SqlLibraryOperators.ENDS_WITH,
            "ENDS_WITH(text, suffix)",
            Text.class,
            "endsWith",
            "Whether a text ends so",
            "ENDS_WITH('hello', 'lo')",
            "true"),
        of(
            SqlLibraryOperators.ENDSWITH,
            "ENDSWITH(text, suffix)",
            Text.class,
            "endsWith",
            "Whether a text ends so",
            "ENDSWITH('hello', 'he')",
            "false"),
        of(
            SqlStdOperatorTable.REPLACE,
            "REPLACE(text, part, by)",
            Text.class,
            "replace",
            "The text with every occurrence of a part replaced",
            "REPLACE('banana', 'an', 'o')",
            "booa"),
        of(
            SqlLibraryOperators.TRANSLATE3,
            "TRANSLATE(text, from, to)",
            Text.class,
            "translate",
            "The text with each character of from replaced by that at its place in to",
            "TRANSLATE('12345', '143', 'ax')",
            "a2x5"),
        of(
            SqlStdOperatorTable.OVERLAY,
            "OVERLAY(text PLACING by FROM position [FOR count])",
            Text.class,
            "overlay",
            "The text with characters from a position replaced",
            "OVERLAY('Txxxxas' PLACING 'hom' FROM 2 FOR 4)",
            "Thomas"),
        of(
            function("REVERSE", ReturnTypes.ARG0_NULLABLE_VARYING, TEXT),
            "REVERSE(text)",
            Text.class,
            "reverse",
            "The characters in the opposite order",
            "REVERSE('née')",
            "eén"),
        of(
            SqlLibraryOperators.REPEAT,
            "REPEAT(text, times)",
            Text.class,
            "repeat",
            "The text so many times",
            "REPEAT('ab', 3)",
            "ababab"),
        of(
            function("SPACE", ReturnTypes.VARCHAR_NULLABLE, OperandTypes.INTEGER),
            "SPACE(count)",
            TextEdges.class,
            "space",
            "So many spaces",
            "CHAR_LENGTH(SPACE(3))",
            "3"),
        of(
            SqlLibraryOperators.SPLIT_PART,
            "SPLIT_PART(text, delimiter, n)",
            Text.class,
            "splitPart",
            "The n-th part between delimiters, from 1; from the end where negative",
            "SPLIT_PART('a,b,c', ',', 2)",
            "b"),
        of(
            function(
                "SPLIT_INDEX",
                ReturnTypes.VARCHAR_FORCE_NULLABLE,
                OperandTypes.family(
                    SqlTypeFamily.STRING, SqlTypeFamily.STRING, SqlTypeFamily.INTEGER)),
            "SPLIT_INDEX(text, delimiter, n)",
            Text.class,
            "splitIndex",
            "The n-th part between delimiters, from 0; null where there is none",
            "SPLIT_INDEX('a,b,c', ',', 1)",
            "b"),
        of(
            SqlStdOperatorTable.ASCII,
            "ASCII(text)",
            Text.class,
            "ascii",
            "The code point of the first character",
            "ASCII('A')",
            "65"),
        of(
            function("CHR", ReturnTypes.VARCHAR_NULLABLE, OperandTypes.INTEGER),
            "CHR(code)",
            Text.class,
            "chr",
            "The character of a code point",
            "CHR(233)",
            "é"),
        of(
            function("LEVENSHTEIN", ReturnTypes.INTEGER_NULLABLE, TEXT_TEXT),
            "LEVENSHTEIN(text, other)",
            Text.class,
            "levenshtein",
            "How many characters to insert, drop or change to get the other text",
            "LEVENSHTEIN('kitten', 'sitting')",
            "3"),
        of(
            SqlStdOperatorTable.LIKE,
            "text LIKE pattern [ESCAPE character]",
            LikePattern.class,
            "like",
            "Whether the text is like the pattern: % any characters, _ any one",
            "'hello' LIKE 'h_l%'",
            "true"),
        of(
            SqlLibraryOperators.ILIKE,
            "text ILIKE pattern [ESCAPE character]",
            LikePattern.class,
            "ilike",
            "LIKE without regard to case",
            "'Hello' ILIKE 'h%'",
            "true"),
        of(
            SqlLibraryOperators.MD5,
            "MD5(value)",
            Digests.class,
            "md5",
            "The MD5 digest, in hexadecimal digits",
            "MD5('a')",
            "0cc175b9c0f1b6a831c399e269772661"),
        of(
            SqlLibraryOperators.SHA1,
            "SHA1(value)",
            Digests.class,
            "sha1",
            "The SHA-1 digest, in hexadecimal digits",
            "SHA1('a')",
            "86f7e437faa5a7fce15d1ddcb9eaeaea377667b8"),
        of(
            SqlLibraryOperators.SHA256,
            "SHA256(value)",
            Digests.class,
            "sha256",
            "The SHA-256 digest, in hexadecimal digits",
            "LEFT(SHA256('a'), 16)",
            "ca978112ca1bbdca"),
        of(
            SqlLibraryOperators.SHA512,
            "SHA512(value)",
            Digests.class,
            "sha512",
            "The SHA-512 digest, in hexadecimal digits",
            "LEFT(SHA512('a'), 16)",
            "1f40fc92da241694"),
        of(
            SqlLibraryOperators.CRC32,
            "CRC32(text)",
            Digests.class,
            "crc32",
            "The cyclic redundancy check",
            "CRC32('a')",
            "3904355907"),
        of(
            function(
                "TO_HEX",
                ReturnTypes.VARCHAR_NULLABLE,
                OperandTypes.or(OperandTypes.INTEGER, TEXT)),
            "TO_HEX(value)",
            Digests.class,
            "toHex",
            "A number, or bytes, in hexadecimal digits",
            "TO_HEX(255)",
            "ff"),
        of(
            function("FROM_HEX", ReturnTypes.VARBINARY_NULLABLE, TEXT),
            "FROM_HEX(text)",
            Digests.class,
            "fromHex",
            "The bytes of hexadecimal digits",
            "CAST(FROM_HEX('6869') AS VARCHAR)",
            "hi"),
        of(
            function("TO_BASE64", ReturnTypes.VARCHAR_NULLABLE, TEXT),
            "TO_BASE64(value)",
            Digests.class,
            "toBase64",
            "Bytes in Base64",
            "TO_BASE64('hi')",
            "aGk="),
        of(
            function("FROM_BASE64", ReturnTypes.VARBINARY_NULLABLE, TEXT),
            "FROM_BASE64(text)",
            Digests.class,
            "fromBase64",
            "The bytes of a text in Base64",
            "CAST(FROM_BASE64('aGk=') AS VARCHAR)",
            "hi"));
  }

  /** Calcite's own would not give null for a text that is null. */
  private static SqlFunction padding(String name) {
    return SqlBasicFunction.create(
        name,
        ReturnTypes.VARCHAR_NULLABLE,
        OperandTypes.STRING_NUMERIC_OPTIONAL_STRING,
        SqlFunctionCategory.STRING);
  }
}
