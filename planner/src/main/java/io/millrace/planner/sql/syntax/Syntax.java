package io.millrace.planner.sql.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.sql.JoinConditionType;
import org.apache.calcite.sql.JoinType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWith;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlShuttle;

/** Builds and takes apart parsed text. */
public final class Syntax {
  private static final SqlParserPos NOWHERE = SqlParserPos.ZERO;

  private Syntax() {}

  /** {@code SELECT items FROM from}; from may be null. */
  public static SqlNode select(List<SqlNode> items, SqlNode from) {
    return select(items, from, null);
  }

  /** {@code SELECT items FROM from WHERE where}; from and where may be null. */
  public static SqlNode select(List<SqlNode> items, SqlNode from, SqlNode where) {
    // Every item has a name, so that none takes another's.
    List<SqlNode> named = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      named.add(as(items.get(i), "expr" + i));
    }
    return new SqlSelect(
        NOWHERE,
        null,
        new SqlNodeList(named, NOWHERE),
        from,
        where,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  /** {@code node AS name}. */
  public static SqlNode as(SqlNode node, String name) {
    return SqlStdOperatorTable.AS.createCall(
        node.getParserPosition(), node, new SqlIdentifier(name, NOWHERE));
  }

  /** A name of several parts. */
  public static SqlNode name(List<String> parts) {
    return new SqlIdentifier(parts, NOWHERE);
  }

  /** These relations side by side; null where there are none. */
  public static SqlNode crossJoin(List<String> names) {
    SqlNode joined = null;
    for (String name : names) {
      SqlNode table = name(List.of(name));
      joined = joined == null ? table : crossJoin(joined, table);
    }
    return joined;
  }

  /** {@code left CROSS JOIN right}. */
  public static SqlNode crossJoin(SqlNode left, SqlNode right) {
    return new SqlJoin(
        NOWHERE,
        left,
        SqlLiteral.createBoolean(false, NOWHERE),
        JoinType.CROSS.symbol(NOWHERE),
        right,
        JoinConditionType.NONE.symbol(NOWHERE),
        null);
  }

  /** The constant NULL. */
  public static SqlNode nullConstant() {
    return SqlLiteral.createNull(NOWHERE);
  }

  /** Returns the expression with names of one part put behind a table's where it has the column. */
  public static SqlNode qualify(SqlNode expression, String table, List<String> columns) {
    return expression.accept(
        new SqlShuttle() {
          @Override
          public SqlNode visit(SqlIdentifier identifier) {
            boolean known =
                identifier.isSimple()
                    && columns.stream().anyMatch(identifier.getSimple()::equalsIgnoreCase);
            return known
                ? new SqlIdentifier(
                    List.of(table, identifier.getSimple()), identifier.getParserPosition())
                : identifier;
          }
        });
  }

  /** Returns what a column of a query is in its text, where that can be told; the first row's. */
  public static Optional<SqlNode> column(SqlNode query, int column) {
    return columns(query, column).stream().findFirst();
  }

  /** Returns whether a column of a query consists of constants, question marks included. */
  public static boolean isConstant(SqlNode query, int column) {
    List<SqlNode> items = columns(query, column);
    return !items.isEmpty() && items.stream().allMatch(Syntax::isConstant);
  }

  /** Returns whether an expression is a constant or a question mark. */
  public static boolean isConstant(SqlNode expression) {
    return expression instanceof SqlLiteral || expression instanceof SqlDynamicParam;
  }

  private static List<SqlNode> columns(SqlNode query, int column) {
    SqlNode body = query;
    while (body instanceof SqlOrderBy || body instanceof SqlWith) {
      body = body instanceof SqlOrderBy order ? order.query : ((SqlWith) body).body;
    }
    List<SqlNode> items = new ArrayList<>();
    if (body.getKind() == SqlKind.VALUES) {
      for (SqlNode row : ((SqlCall) body).getOperandList()) {
        SqlCall values = (SqlCall) row;
        if (column < values.operandCount()) {
          items.add(values.operand(column));
        }
      }
    } else if (body instanceof SqlSelect select
        && select.getSelectList().stream().noneMatch(Syntax::isStar)
        && column < select.getSelectList().size()) {
      SqlNode item = select.getSelectList().get(column);
      items.add(item.getKind() == SqlKind.AS ? ((SqlCall) item).operand(0) : item);
    }
    return items;
  }

  private static boolean isStar(SqlNode item) {
    return item instanceof SqlIdentifier identifier && identifier.isStar();
  }

  /** What DEFAULT stands for. */
  @FunctionalInterface
  public interface Defaults {
    /** Returns the value of a column of the rows. */
    SqlNode value(int column);
  }

  /** Returns a VALUES with each DEFAULT replaced; any other query as it is. */
  public static SqlNode replaceDefaults(SqlNode query, Defaults defaults) {
    if (query.getKind() != SqlKind.VALUES) {
      return query;
    }
    SqlCall values = (SqlCall) query;
    List<SqlNode> rows = new ArrayList<>();
    for (SqlNode row : values.getOperandList()) {
      SqlCall call = (SqlCall) row;
      List<SqlNode> operands = new ArrayList<>(call.getOperandList());
      for (int i = 0; i < operands.size(); i++) {
        if (operands.get(i).getKind() == SqlKind.DEFAULT) {
          operands.set(i, defaults.value(i));
        }
      }
      rows.add(call.getOperator().createCall(call.getParserPosition(), operands));
    }
    return values.getOperator().createCall(values.getParserPosition(), rows);
  }

  /** Returns whether it is the single word DEFAULT. */
  public static boolean isDefault(String text) {
    return text.strip().equalsIgnoreCase("DEFAULT");
  }
}
