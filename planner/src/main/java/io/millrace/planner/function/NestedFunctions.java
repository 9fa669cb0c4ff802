package io.millrace.planner.function;

import static io.millrace.planner.function.FunctionEntry.builtIn;
import static io.millrace.planner.function.FunctionEntry.of;
import static io.millrace.planner.function.Operators.function;

import io.millrace.planner.function.kernel.ArrayValues;
import io.millrace.planner.function.kernel.JsonPath;
import io.millrace.planner.function.kernel.MapValues;
import java.util.List;
import org.apache.calcite.sql.fun.SqlLibraryOperators;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeName;

/** Functions of arrays, maps, rows and JSON. */
final class NestedFunctions {
  private static final SqlReturnTypeInference TEXTS =
      ReturnTypes.VARCHAR.andThen(
          (binding, type) -> {
            var factory = binding.getTypeFactory();
            boolean nullable =
                binding.getOperandType(0).isNullable() || binding.getOperandType(1).isNullable();
            return factory.createTypeWithNullability(factory.createArrayType(type, -1), nullable);
          });

  private static final SqlReturnTypeInference VARIANT =
      binding ->
          binding
              .getTypeFactory()
              .createTypeWithNullability(
                  binding.getTypeFactory().createSqlType(SqlTypeName.VARIANT), true);

  private NestedFunctions() {}

  static List<FunctionEntry> entries() {
    return List.of(
        builtIn(
            SqlStdOperatorTable.ARRAY_VALUE_CONSTRUCTOR,
            "ARRAY[a, ...]",
            "An array of these elements",
            "ARRAY[1, 2]",
            "[1,2]"),
        builtIn(
            SqlStdOperatorTable.MAP_VALUE_CONSTRUCTOR,
            "MAP[key, value, ...]",
            "A map of these keys and values",
            "MAP['a', 1, 'b', 2]",
            "{\"a\":1,\"b\":2}"),
        builtIn(
            SqlStdOperatorTable.ITEM,
            "a[i], m[key]",
            "An element of an array, counted from 1, or the value of a map's key; null where there is none",
            "ARRAY[5, 6][2]",
            "6"),
        builtIn(
            SqlStdOperatorTable.CARDINALITY,
            "CARDINALITY(a)",
            "How many elements an array or a map has",
            "CARDINALITY(ARRAY[5, 6])",
            "2"),
        of(
            SqlStdOperatorTable.ELEMENT,
            "ELEMENT(array)",
            ArrayValues.class,
            "only",
            "The only element",
            "ELEMENT(ARRAY[5])",
            "5"),
        of(
            SqlLibraryOperators.ARRAY_LENGTH,
            "ARRAY_LENGTH(array)",
            ArrayValues.class,
            "length",
            "How many elements there are",
            "ARRAY_LENGTH(ARRAY[5, 6])",
            "2"),
        of(
            SqlLibraryOperators.ARRAY_SIZE,
            "ARRAY_SIZE(array)",
            ArrayValues.class,
            "length",
            "How many elements there are",
            "ARRAY_SIZE(ARRAY[5, 6])",
            "2"),
        of(
            SqlLibraryOperators.ARRAY_CONTAINS,
            "ARRAY_CONTAINS(array, element)",
            ArrayValues.class,
            "contains",
            "Whether an element is in it",
            "ARRAY_CONTAINS(ARRAY[5, 6], 6)",
            "true"),
        of(
            SqlLibraryOperators.ARRAY_POSITION,
            "ARRAY_POSITION(array, element)",
            ArrayValues.class,
            "position",
            "Where an element first is, from 1; 0 where it is not",
            "ARRAY_POSITION(ARRAY[5, 6], 6)",
            "2"),
        of(
            SqlLibraryOperators.ARRAY_DISTINCT,
            "ARRAY_DISTINCT(array)",
            ArrayValues.class,
            "distinct",
            "Each element once",
            "ARRAY_DISTINCT(ARRAY[1, 2, 1])",
            "[1,2]"),
        of(
            SqlLibraryOperators.ARRAY_REVERSE,
            "ARRAY_REVERSE(array)",
            ArrayValues.class,
            "reverse",
            "The elements in the opposite order",
            "ARRAY_REVERSE(ARRAY[1, 2])",
            "[2,1]"),
        of(
            SqlLibraryOperators.SORT_ARRAY,
            "SORT_ARRAY(array [, ascending])",
            ArrayValues.class,
            "sort",
            "The elements in order",
            "SORT_ARRAY(ARRAY[3, 1, 2])",
            "[1,2,3]"),
        of(
            SqlLibraryOperators.ARRAY_MIN,
            "ARRAY_MIN(array)",
            ArrayValues.class,
            "smallest",
            "The smallest element",
            "ARRAY_MIN(ARRAY[3, 1])",
            "1"),
        of(
            SqlLibraryOperators.ARRAY_MAX,
            "ARRAY_MAX(array)",
            ArrayValues.class,
            "largest",
            "The largest element",
            "ARRAY_MAX(ARRAY[3, 1])",
            "3"),
        of(
            function(
                "ARRAY_CONCAT",
                ReturnTypes.LEAST_RESTRICTIVE,
                OperandTypes.family(SqlTypeFamily.ARRAY, SqlTypeFamily.ARRAY)),
            "ARRAY_CONCAT(a, b)",
            ArrayValues.class,
            "concat",
            "The elements of both",
            "ARRAY_CONCAT(ARRAY[1], ARRAY[2])",
            "[1,2]"),
        of(
            function(
                "ARRAY_SLICE",
                ReturnTypes.ARG0_NULLABLE,
                OperandTypes.family(
                    SqlTypeFamily.ARRAY, SqlTypeFamily.INTEGER, SqlTypeFamily.INTEGER)),
            "ARRAY_SLICE(array, from, count)",
            ArrayValues.class,
            "slice",
            "So many elements from a place, counted from 1",
            "ARRAY_SLICE(ARRAY[1, 2, 3], 2, 2)",
            "[2,3]"),
        of(
            function(
                "ARRAY_TO_STRING",
                ReturnTypes.VARCHAR_NULLABLE,
                OperandTypes.family(SqlTypeFamily.ARRAY, SqlTypeFamily.CHARACTER)),
            "ARRAY_TO_STRING(array, separator)",
            ArrayValues.class,
            "join",
            "The elements that are not null as text, the separator between them",
            "ARRAY_TO_STRING(ARRAY[1, 2], '-')",
            "1-2"),
        of(
            function(
                "ARRAY_JOIN",
                ReturnTypes.VARCHAR_NULLABLE,
                OperandTypes.family(SqlTypeFamily.ARRAY, SqlTypeFamily.CHARACTER)),
            "ARRAY_JOIN(array, separator)",
            ArrayValues.class,
            "join",
            "The elements that are not null as text, the separator between them",
            "ARRAY_JOIN(ARRAY['a', 'b'], ', ')",
            "a, b"),
        of(
            function("SPLIT", TEXTS, OperandTypes.STRING_STRING),
            "SPLIT(text, delimiter)",
            ArrayValues.class,
            "split",
            "The parts between delimiters",
            "SPLIT('a,b', ',')",
            "[\"a\",\"b\"]"),
        of(
            function("STRING_TO_ARRAY", TEXTS, OperandTypes.STRING_STRING),
            "STRING_TO_ARRAY(text, delimiter)",
            ArrayValues.class,
            "split",
            "The parts between delimiters",
            "STRING_TO_ARRAY('a b', ' ')",
            "[\"a\",\"b\"]"),
        of(
            SqlLibraryOperators.MAP_KEYS,
            "MAP_KEYS(map)",
            MapValues.class,
            "keys",
            "The keys",
            "MAP_KEYS(MAP['a', 1])",
            "[\"a\"]"),
        of(
            SqlLibraryOperators.MAP_VALUES,
            "MAP_VALUES(map)",
            MapValues.class,
            "values",
            "The values",
            "MAP_VALUES(MAP['a', 1])",
            "[1]"),
        of(
            SqlLibraryOperators.MAP_CONTAINS_KEY,
            "MAP_CONTAINS_KEY(map, key)",
            MapValues.class,
            "containsKey",
            "Whether there is a value of this key",
            "MAP_CONTAINS_KEY(MAP['a', 1], 'b')",
            "false"),
        builtIn(
            SqlStdOperatorTable.JSON_VALUE,
            "JSON_VALUE(json, path [RETURNING type] [... ON EMPTY] [... ON ERROR])",
            "The scalar that a path leads to",
            "JSON_VALUE('{\"a\": [1, \"x\"]}', '$.a[1]')",
            "x"),
        builtIn(
            SqlStdOperatorTable.JSON_QUERY,
            "JSON_QUERY(json, path [... WRAPPER] [... ON EMPTY] [... ON ERROR])",
            "The object or array that a path leads to, as JSON",
            "JSON_QUERY('{\"a\": [1, 2]}', '$.a')",
            "[1, 2]"),
        builtIn(
            SqlStdOperatorTable.JSON_EXISTS,
            "JSON_EXISTS(json, path)",
            "Whether a path leads to anything",
            "JSON_EXISTS('{\"a\": null}', '$.a')",
            "true"),
        of(
            function(
                "GET_JSON_OBJECT", ReturnTypes.VARCHAR_FORCE_NULLABLE, OperandTypes.STRING_STRING),
            "GET_JSON_OBJECT(json, path)",
            JsonPath.class,
            "extract",
            "What a path leads to, as text",
            "GET_JSON_OBJECT('{\"a\": {\"b\": 2}}', '$.a.b')",
            "2"),
        of(
            function(
                "JSON_ARRAY_LENGTH",
                ReturnTypes.INTEGER_NULLABLE.andThen(Nullability.ALWAYS),
                OperandTypes.STRING),
            "JSON_ARRAY_LENGTH(json)",
            JsonPath.class,
            "arrayLength",
            "How many elements a JSON array has",
            "JSON_ARRAY_LENGTH('[1, [2, 3]]')",
            "2"),
        of(
            function("PARSE_JSON", VARIANT, OperandTypes.STRING),
            "PARSE_JSON(text)",
            JsonPath.class,
            "parse",
            "A text of JSON as a VARIANT",
            "CAST(PARSE_JSON('{\"a\": 5}')['a'] AS INTEGER)",
            "5"));
  }
}
