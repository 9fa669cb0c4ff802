package io.millrace.planner.codegen;

import io.millrace.planner.function.FunctionEntry;
import io.millrace.planner.function.FunctionTable;
import io.millrace.planner.function.Implementation;
import io.millrace.type.Type;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.sql.SqlKind;

/** Knows who writes which call. */
final class CallWriters {
  private static final Map<SqlKind, CallWriter> BY_KIND = new EnumMap<>(SqlKind.class);

  static {
    BY_KIND.put(SqlKind.AND, LogicWriter::and);
    BY_KIND.put(SqlKind.OR, LogicWriter::or);
    BY_KIND.put(SqlKind.NOT, LogicWriter::not);
    for (SqlKind kind :
        new SqlKind[] {
          SqlKind.IS_NULL,
          SqlKind.IS_NOT_NULL,
          SqlKind.IS_TRUE,
          SqlKind.IS_NOT_TRUE,
          SqlKind.IS_FALSE,
          SqlKind.IS_NOT_FALSE,
          SqlKind.IS_UNKNOWN
        }) {
      BY_KIND.put(kind, LogicWriter::is);
    }
    for (SqlKind kind : SqlKind.BINARY_COMPARISON) {
      BY_KIND.put(kind, ComparisonWriter::write);
    }
    BY_KIND.put(SqlKind.IS_DISTINCT_FROM, ComparisonWriter::distinct);
    BY_KIND.put(SqlKind.IS_NOT_DISTINCT_FROM, ComparisonWriter::distinct);
    BY_KIND.put(SqlKind.PLUS, ArithmeticWriter::write);
    BY_KIND.put(SqlKind.MINUS, ArithmeticWriter::write);
    BY_KIND.put(SqlKind.TIMES, ArithmeticWriter::write);
    BY_KIND.put(SqlKind.DIVIDE, ArithmeticWriter::write);
    BY_KIND.put(SqlKind.MOD, ArithmeticWriter::write);
    BY_KIND.put(SqlKind.MINUS_PREFIX, ArithmeticWriter::negate);
    BY_KIND.put(SqlKind.PLUS_PREFIX, (method, call) -> method.value(call.getOperands().get(0)));
    BY_KIND.put(SqlKind.CASE, LogicWriter::chooseCase);
    BY_KIND.put(SqlKind.COALESCE, LogicWriter::coalesce);
    BY_KIND.put(SqlKind.NULLIF, LogicWriter::nullIf);
    BY_KIND.put(SqlKind.CAST, CastWriter::write);
    BY_KIND.put(SqlKind.SAFE_CAST, CastWriter::writeTry);
    BY_KIND.put(SqlKind.SEARCH, SearchWriter::write);
    BY_KIND.put(SqlKind.ARRAY_VALUE_CONSTRUCTOR, NestedWriter::construct);
    BY_KIND.put(SqlKind.MAP_VALUE_CONSTRUCTOR, NestedWriter::construct);
    BY_KIND.put(SqlKind.ROW, NestedWriter::construct);
    BY_KIND.put(SqlKind.ITEM, NestedWriter::item);
  }

  private static final Map<String, CallWriter> BY_NAME = new HashMap<>();

  static {
    BY_NAME.put("CAST", CastWriter::write);
    BY_NAME.put("||", TextWriter::concat);
    BY_NAME.put("CONCAT", TextWriter::concatNullable);
    BY_NAME.put("CONCAT_WS", TextWriter::concatSeparated);
    BY_NAME.put("TRIM", TextWriter::trim);
    BY_NAME.put(SplitWriter.INDEX, SplitWriter::write);
    BY_NAME.put(SplitWriter.PART, SplitWriter::write);
    BY_NAME.put("ABS", NumberWriter::abs);
    BY_NAME.put("SIGN", NumberWriter::sign);
    BY_NAME.put("ROUND", NumberWriter.toDigits("round"));
    BY_NAME.put("TRUNCATE", NumberWriter.toDigits("truncate"));
    BY_NAME.put("TRUNC", NumberWriter.toDigits("truncate"));
    BY_NAME.put("FLOOR", CallWriters::floor);
    BY_NAME.put("CEIL", CallWriters::ceil);
    BY_NAME.put("NVL", LogicWriter::coalesce);
    BY_NAME.put("IFNULL", LogicWriter::coalesce);
    BY_NAME.put("IF", LogicWriter::chooseCase);
    BY_NAME.put("GREATEST", LogicWriter.extreme(SqlKind.GREATER_THAN, true));
    BY_NAME.put("LEAST", LogicWriter.extreme(SqlKind.LESS_THAN, true));
    BY_NAME.put("EXTRACT", TimeFunctionWriter::extract);
    BY_NAME.put("DATE_PART", TimeFunctionWriter::extract);
    BY_NAME.put("YEAR", TimeFunctionWriter.field(TimeUnit.YEAR));
    BY_NAME.put("QUARTER", TimeFunctionWriter.field(TimeUnit.QUARTER));
    BY_NAME.put("MONTH", TimeFunctionWriter.field(TimeUnit.MONTH));
    BY_NAME.put("WEEK", TimeFunctionWriter.field(TimeUnit.WEEK));
    BY_NAME.put("DAYOFYEAR", TimeFunctionWriter.field(TimeUnit.DOY));
    BY_NAME.put("DAYOFMONTH", TimeFunctionWriter.field(TimeUnit.DAY));
    BY_NAME.put("HOUR", TimeFunctionWriter.field(TimeUnit.HOUR));
    BY_NAME.put("MINUTE", TimeFunctionWriter.field(TimeUnit.MINUTE));
    BY_NAME.put("SECOND", TimeFunctionWriter.field(TimeUnit.SECOND));
    BY_NAME.put("DATE_TRUNC", TimeFunctionWriter::truncate);
    BY_NAME.put("TIMESTAMPADD", TimeFunctionWriter::add);
    BY_NAME.put("DATEADD", TimeFunctionWriter::add);
    BY_NAME.put("TIMESTAMPDIFF", TimeFunctionWriter::difference);
    BY_NAME.put("DATEDIFF", TimeFunctionWriter::boundaries);
    BY_NAME.put("DATE_ADD", TimeFunctionWriter.addDays(SqlKind.PLUS));
    BY_NAME.put("DATE_SUB", TimeFunctionWriter.addDays(SqlKind.MINUS));
    BY_NAME.put("ADD_MONTHS", TimeFunctionWriter::addMonths);
    BY_NAME.put("CARDINALITY", NestedWriter::cardinality);
    BY_NAME.put("JSON_VALUE", JsonWriter::value);
    BY_NAME.put("JSON_QUERY", JsonWriter::query);
    BY_NAME.put("JSON_EXISTS", JsonWriter::exists);
    for (String name : new String[] {"CURRENT_USER", "SESSION_USER", "SYSTEM_USER", "USER"}) {
      BY_NAME.put(
          name,
          (method, call) ->
              LiteralWriter.text(method, Type.VARCHAR, method.owner().context().user()));
    }
    BY_NAME.put(
        "CURRENT_SCHEMA",
        (method, call) ->
            LiteralWriter.text(method, Type.VARCHAR, method.owner().context().schema()));
    for (String name :
        new String[] {
          "CURRENT_DATE", "CURRENT_TIME", "CURRENT_TIMESTAMP", "LOCALTIME", "LOCALTIMESTAMP", "NOW"
        }) {
      BY_NAME.put(name, TimeFunctionWriter::current);
    }
  }

  private CallWriters() {}

  private static Value floor(MethodSource method, RexCall call) {
    return call.getOperands().size() == 1
        ? NumberWriter.whole(method, call, "floor")
        : TimeFunctionWriter.floor(method, call);
  }

  private static Value ceil(MethodSource method, RexCall call) {
    return call.getOperands().size() == 1
        ? NumberWriter.whole(method, call, "ceil")
        : TimeFunctionWriter.ceil(method, call);
  }

  static Value write(MethodSource method, RexCall call) {
    CallWriter writer = BY_NAME.get(call.getOperator().getName());
    if (writer == null) {
      writer = BY_KIND.get(call.getKind());
    }
    return writer == null ? function(method, call) : writer.write(method, call);
  }

  /** Writes the call of a function that its entry in the function table describes. */
  static Value function(MethodSource method, RexCall call) {
    Optional<FunctionEntry> entry = FunctionTable.find(call.getOperator());
    if (entry.isPresent()
        && entry.get().implementation() instanceof Implementation.Method implementation) {
      return FunctionWriter.write(method, call, implementation);
    }
    return CalciteWriter.write(method, call);
  }
}
