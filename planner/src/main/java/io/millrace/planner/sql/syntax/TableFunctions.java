package io.millrace.planner.sql.syntax;

import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.planner.catalog.CatalogReader;
import io.millrace.planner.catalog.Relation;
import io.millrace.planner.sql.error.PlacedException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.NlsString;

/** Calls of the catalog's table functions, each put under a name that no user can write. */
public final class TableFunctions {
  private final CatalogReader catalog;
  private final Map<String, Relation> relations = new HashMap<>();

  public TableFunctions(CatalogReader catalog) {
    this.catalog = catalog;
  }

  /** Returns the name of what the function returns, or empty where there is no such function. */
  Optional<SqlNode> call(String function, List<SqlNode> arguments, SqlParserPos place) {
    List<Object> values = new ArrayList<>();
    for (SqlNode argument : arguments) {
      Optional<Object> value = constant(argument);
      if (value.isEmpty() && !SqlLiteralNull.is(argument)) {
        return Optional.empty();
      }
      values.add(value.orElse(null));
    }
    return relation(function, values, place)
        .map(
            relation -> {
              String name = function + "@call" + relations.size();
              relations.put(name, relation);
              return new SqlIdentifier(name, place);
            });
  }

  private Optional<Relation> relation(String function, List<Object> values, SqlParserPos place) {
    try {
      return catalog.call(function, values);
    } catch (MillraceException e) {
      if (e.position().isKnown()) {
        throw e;
      }
      throw new PlacedException(e.code(), e.getMessage(), place);
    }
  }

  /** Finds the result of a call by its name. */
  public Optional<Relation> find(String name) {
    return Optional.ofNullable(relations.get(name));
  }

  private static Optional<Object> constant(SqlNode node) {
    if (node.getKind() == SqlKind.MINUS_PREFIX) {
      Optional<Object> value = constant(((org.apache.calcite.sql.SqlCall) node).operand(0));
      return value.map(number -> number instanceof Long l ? (Object) (-l) : negated(number, node));
    }
    if (!(node instanceof SqlLiteral literal)) {
      return Optional.empty();
    }
    Object value = literal.getValue();
    if (value instanceof NlsString text) {
      return Optional.of(text.getValue());
    } else if (value instanceof BigDecimal number) {
      return Optional.of(
          number.scale() <= 0
                  && literal.getTypeName() != SqlTypeName.DOUBLE
                  && number.precision() <= 18
              ? (Object) number.longValue()
              : number);
    }
    return Optional.ofNullable(value instanceof Boolean ? value : null);
  }

  private static Object negated(Object number, SqlNode node) {
    if (number instanceof BigDecimal decimal) {
      return decimal.negate();
    }
    throw new PlacedException(
        ErrorCode.DATATYPE_MISMATCH, "a number is needed after \"-\"", node.getParserPosition());
  }

  /** The literal NULL. */
  private static final class SqlLiteralNull {
    static boolean is(SqlNode node) {
      return node instanceof SqlLiteral literal && literal.getValue() == null;
    }
  }
}
