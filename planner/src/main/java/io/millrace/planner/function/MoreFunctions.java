package io.millrace.planner.function;

import static io.millrace.planner.function.FunctionEntry.builtIn;

import java.util.List;
import org.apache.calcite.sql.fun.SqlLibraryOperators;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;

/** What a session is, and functions of less use that run by Calcite's own code, over objects. */
final class MoreFunctions {
  private MoreFunctions() {}

  static List<FunctionEntry> entries() {
    return List.of(
        builtIn(
            SqlStdOperatorTable.CURRENT_USER,
            "CURRENT_USER",
            "The session's user",
            "CURRENT_USER",
            "millrace"),
        builtIn(
            SqlStdOperatorTable.SESSION_USER,
            "SESSION_USER",
            "The session's user",
            "SESSION_USER",
            "millrace"),
        builtIn(SqlStdOperatorTable.USER, "USER", "The session's user", "USER", "millrace"),
        builtIn(
            SqlStdOperatorTable.CURRENT_SCHEMA,
            "CURRENT_SCHEMA",
            "The schema in which names are looked for first",
            "CURRENT_SCHEMA",
            "default"),
        builtIn(
            SqlStdOperatorTable.SIMILAR_TO,
            "text SIMILAR TO pattern",
            "Whether the text is like a pattern with %, _, |, *, + and ()",
            "'abc' SIMILAR TO '(a|b)%'",
            "true"),
        builtIn(
            SqlLibraryOperators.SOUNDEX,
            "SOUNDEX(text)",
            "How an English word sounds, as a letter and digits",
            "SOUNDEX('Miller')",
            "M460"),
        builtIn(
            SqlLibraryOperators.DIFFERENCE,
            "DIFFERENCE(a, b)",
            "How alike two English words sound, 0 to 4",
            "DIFFERENCE('Smith', 'Smyth')",
            "4"),
        builtIn(
            SqlLibraryOperators.FIND_IN_SET,
            "FIND_IN_SET(text, list)",
            "Where a text is in a list with commas, from 1",
            "FIND_IN_SET('b', 'a,b,c')",
            "2"),
        builtIn(
            SqlLibraryOperators.SUBSTRING_INDEX,
            "SUBSTRING_INDEX(text, delimiter, n)",
            "What stands before the n-th delimiter",
            "SUBSTRING_INDEX('a.b.c', '.', 2)",
            "a.b"),
        builtIn(SqlLibraryOperators.BIN, "BIN(n)", "The number in binary digits", "BIN(5)", "101"),
        builtIn(
            SqlLibraryOperators.URL_ENCODE,
            "URL_ENCODE(text)",
            "The text as part of an address",
            "URL_ENCODE('a b&c')",
            "a+b%26c"),
        builtIn(
            SqlLibraryOperators.URL_DECODE,
            "URL_DECODE(text)",
            "The text of a part of an address",
            "URL_DECODE('a+b%26c')",
            "a b&c"),
        builtIn(
            SqlLibraryOperators.PARSE_URL,
            "PARSE_URL(address, part [, key])",
            "A part of an address: HOST, PATH, QUERY, REF, PROTOCOL, FILE, AUTHORITY, USERINFO",
            "PARSE_URL('http://a.org/x?k=1', 'HOST')",
            "a.org"),
        builtIn(
            SqlLibraryOperators.STR_TO_MAP,
            "STR_TO_MAP(text [, entries, values])",
            "A text like a:1,b:2 as a map",
            "STR_TO_MAP('a:1,b:2')",
            "{\"a\":\"1\",\"b\":\"2\"}"),
        builtIn(
            SqlLibraryOperators.MAP_FROM_ARRAYS,
            "MAP_FROM_ARRAYS(keys, values)",
            "A map of these keys and values",
            "MAP_FROM_ARRAYS(ARRAY['a'], ARRAY[1])",
            "{\"a\":1}"),
        builtIn(
            SqlLibraryOperators.ARRAY_APPEND,
            "ARRAY_APPEND(array, element)",
            "The array with an element more at its end",
            "ARRAY_APPEND(ARRAY[1, 2], 3)",
            "[1,2,3]"),
        builtIn(
            SqlLibraryOperators.ARRAY_PREPEND,
            "ARRAY_PREPEND(array, element)",
            "The array with an element more at its start",
            "ARRAY_PREPEND(ARRAY[1, 2], 3)",
            "[3,1,2]"),
        builtIn(
            SqlLibraryOperators.ARRAY_REMOVE,
            "ARRAY_REMOVE(array, element)",
            "The array without an element",
            "ARRAY_REMOVE(ARRAY[1, 2, 1], 1)",
            "[2]"),
        builtIn(
            SqlLibraryOperators.ARRAY_UNION,
            "ARRAY_UNION(a, b)",
            "The elements that one of the arrays has, each once",
            "ARRAY_UNION(ARRAY[1, 2], ARRAY[2, 3])",
            "[1,2,3]"),
        builtIn(
            SqlLibraryOperators.ARRAY_INTERSECT,
            "ARRAY_INTERSECT(a, b)",
            "The elements that both arrays have, each once",
            "ARRAY_INTERSECT(ARRAY[1, 2], ARRAY[2, 3])",
            "[2]"),
        builtIn(
            SqlLibraryOperators.ARRAY_EXCEPT,
            "ARRAY_EXCEPT(a, b)",
            "The elements that the first array alone has, each once",
            "ARRAY_EXCEPT(ARRAY[1, 2], ARRAY[2, 3])",
            "[1]"),
        builtIn(
            SqlLibraryOperators.ARRAYS_OVERLAP,
            "ARRAYS_OVERLAP(a, b)",
            "Whether the arrays have an element in common",
            "ARRAYS_OVERLAP(ARRAY[1, 2], ARRAY[2, 3])",
            "true"),
        builtIn(
            SqlStdOperatorTable.JSON_OBJECT,
            "JSON_OBJECT(key: value, ...)",
            "A JSON object of these members",
            "JSON_OBJECT('a': 1)",
            "{\"a\":1}"),
        builtIn(
            SqlStdOperatorTable.JSON_ARRAY,
            "JSON_ARRAY(value, ...)",
            "A JSON array of these elements",
            "JSON_ARRAY(1, 'b')",
            "[1,\"b\"]"),
        builtIn(
            SqlLibraryOperators.JSON_TYPE,
            "JSON_TYPE(json)",
            "What kind of JSON it is",
            "JSON_TYPE('[1]')",
            "ARRAY"),
        builtIn(
            SqlLibraryOperators.JSON_DEPTH,
            "JSON_DEPTH(json)",
            "How deep the JSON is nested",
            "JSON_DEPTH('[1, [2]]')",
            "3"),
        builtIn(
            SqlLibraryOperators.JSON_KEYS,
            "JSON_KEYS(json)",
            "The keys of a JSON object",
            "JSON_KEYS('{\"a\": 1, \"b\": 2}')",
            "[\"a\",\"b\"]"));
  }
}
