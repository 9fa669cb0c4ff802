package io.millrace.planner.sql.syntax;

import io.millrace.error.ErrorCode;
import io.millrace.planner.function.ExactInterval;
import io.millrace.planner.plan.Window;
import io.millrace.planner.sql.error.PlacedException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.sql.JoinType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlUtil;
import org.apache.calcite.sql.SqlWindow;
import org.apache.calcite.sql.SqlWith;
import org.apache.calcite.sql.SqlWithItem;
import org.apache.calcite.sql.fun.SqlLibraryOperators;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlShuttle;

/**
 * Rewrites parsed text before names are resolved: windows into {@link WindowFunction}s, the
 * catalog's table functions into names, question marks into values; and refuses what is not
 * supported while its place is known.
 */
public final class SyntaxRewriter extends SqlShuttle {
  private final Parameters parameters;
  private final TableFunctions functions;
  private final boolean continuous;
  private final Deque<Boolean> grouped = new ArrayDeque<>();
  private final Deque<SqlNodeList> windows = new ArrayDeque<>();
  private Optional<SqlParserPos> over = Optional.empty();

  /**
   * @param continuous whether functions that change by themselves are refused
   */
  public SyntaxRewriter(Parameters parameters, TableFunctions functions, boolean continuous) {
    this.parameters = parameters;
    this.functions = functions;
    this.continuous = continuous;
  }

  /** Returns the place of the first OVER that has been met. */
  public Optional<SqlParserPos> over() {
    return over;
  }

  public SqlNode rewrite(SqlNode root) {
    return root.accept(this);
  }

  @Override
  public SqlNode visit(SqlDynamicParam parameter) {
    return parameters.value(parameter);
  }

  @Override
  public SqlNode visit(SqlLiteral literal) {
    return ExactInterval.of(literal);
  }

  @Override
  public SqlNode visit(SqlIdentifier identifier) {
    if (continuous
        && identifier.isSimple()
        && !identifier.isComponentQuoted(0)
        && Volatility.isNiladic(identifier.getSimple())) {
      throw Volatility.refuse(identifier.getSimple(), identifier.getParserPosition());
    }
    return identifier;
  }

  @Override
  public SqlNode visit(SqlCall call) {
    refuse(call);
    if (call instanceof SqlWith with) {
      checkNames(with);
    }
    if (call instanceof SqlSelect select) {
      return select(select);
    } else if (call instanceof SqlOrderBy order) {
      return orderBy(order);
    } else if (call.getKind() == SqlKind.COLLECTION_TABLE) {
      return collectionTable(call);
    } else if (call.getKind() == SqlKind.LITERAL_CHAIN) {
      return joinedLiterals(call);
    } else if (call.getKind() == SqlKind.OVER) {
      over = over.or(() -> Optional.of(call.getParserPosition()));
      return super.visit(OverCalls.withNull(OverCalls.withoutFilter(call), windows()));
    } else if (call.getOperator().equals(SqlLibraryOperators.INFIX_CAST)) {
      return super.visit(
          SqlStdOperatorTable.CAST.createCall(call.getParserPosition(), call.getOperandList()));
    }
    Optional<WindowFunction> auxiliary = auxiliary(call);
    if (auxiliary.isPresent()) {
      if (!Boolean.TRUE.equals(grouped.peek())) {
        throw new PlacedException(
            ErrorCode.GROUPING_ERROR,
            call.getOperator().getName().toUpperCase(Locale.ROOT)
                + " needs GROUP BY "
                + WindowFunction.usage(auxiliary.get().kind()),
            call.getParserPosition());
      }
      return call(auxiliary.get(), call.getParserPosition(), call.getOperandList());
    }
    if (continuous && Volatility.isVolatile(call.getOperator().getName())) {
      throw Volatility.refuse(call.getOperator().getName(), call.getParserPosition());
    }
    return super.visit(call);
  }

  /** Texts that follow each other are one text if a new line is between them. */
  private static SqlNode joinedLiterals(SqlCall chain) {
    SqlNode last = null;
    for (SqlNode part : chain.getOperandList()) {
      SqlParserPos place = part.getParserPosition();
      if (last != null && last.getParserPosition().getEndLineNum() == place.getLineNum()) {
        throw new PlacedException(
            ErrorCode.SYNTAX_ERROR,
            "two texts on one line are not joined; write || between them, or '' for a quote"
                + " within a text",
            place);
      }
      last = part;
    }
    return SqlUtil.concatenateLiterals(
        chain.getOperandList().stream().map(SqlLiteral.class::cast).toList());
  }

  private static void refuse(SqlCall call) {
    String feature = null;
    if (call.getKind() == SqlKind.MATCH_RECOGNIZE) {
      feature = "MATCH_RECOGNIZE";
    } else if (call.getKind() == SqlKind.TABLESAMPLE) {
      feature = "TABLESAMPLE";
    } else if (call.getKind() == SqlKind.SNAPSHOT) {
      feature = "FOR SYSTEM_TIME AS OF with a time that is not a constant (a temporal join)";
    } else if (call instanceof SqlWithItem item && item.recursive.booleanValue()) {
      feature = "WITH RECURSIVE";
    } else if (call instanceof SqlJoin join
        && (join.getJoinType() == JoinType.ASOF || join.getJoinType() == JoinType.LEFT_ASOF)) {
      feature = "ASOF JOIN";
    } else if (call.getKind() == SqlKind.ARRAY_QUERY_CONSTRUCTOR) {
      feature = "ARRAY(SELECT ...)";
    } else if (call.getKind() == SqlKind.MAP_QUERY_CONSTRUCTOR) {
      feature = "MAP(SELECT ...)";
    } else if (call.getKind() == SqlKind.MULTISET_QUERY_CONSTRUCTOR) {
      feature = "MULTISET(SELECT ...)";
    } else if (call instanceof SqlWindow window && !window.isAllowPartial()) {
      feature = "DISALLOW PARTIAL";
    }
    if (feature != null) {
      throw new PlacedException(
          ErrorCode.FEATURE_NOT_SUPPORTED, feature + " is not supported", call.getParserPosition());
    }
  }

  private static void checkNames(SqlWith with) {
    Set<String> names = new HashSet<>();
    for (SqlNode item : with.withList) {
      SqlIdentifier name = ((SqlWithItem) item).name;
      if (!names.add(name.getSimple().toLowerCase(Locale.ROOT))) {
        throw new PlacedException(
            ErrorCode.DUPLICATE_ALIAS,
            "WITH names \"" + name.getSimple() + "\" twice; give one of them another name",
            name.getParserPosition());
      }
    }
  }

  /** The named windows of the SELECT that is being visited. */
  private SqlNodeList windows() {
    return windows.isEmpty() ? SqlNodeList.EMPTY : windows.peek();
  }

  private SqlNode select(SqlSelect select) {
    boolean windows = select.getGroup() != null && hasGroupWindow(select.getGroup());
    grouped.push(windows);
    this.windows.push(select.getWindowList());
    SqlSelect copy = (SqlSelect) select.clone(select.getParserPosition());
    if (windows) {
      copy.setGroupBy(splitGroupWindows(select.getGroup()));
    }
    SqlNode result = super.visit(copy);
    this.windows.pop();
    grouped.pop();
    return result;
  }

  private SqlNode orderBy(SqlOrderBy order) {
    boolean windows =
        order.query instanceof SqlSelect select
            && select.getGroup() != null
            && hasGroupWindow(select.getGroup());
    grouped.push(windows);
    this.windows.push(
        order.query instanceof SqlSelect select ? select.getWindowList() : SqlNodeList.EMPTY);
    SqlOrderBy result = (SqlOrderBy) super.visit(order);
    this.windows.pop();
    grouped.pop();
    checkCount("OFFSET", result.offset);
    checkCount("LIMIT", result.fetch);
    return result;
  }

  private static void checkCount(String clause, SqlNode count) {
    if (count instanceof SqlNumericLiteral number
        && (number.bigDecimalValue().signum() < 0 || !number.isInteger())) {
      throw new PlacedException(
          ErrorCode.INVALID_PARAMETER_VALUE,
          clause + " takes a whole number of rows, 0 or more, not " + number.toValue(),
          count.getParserPosition());
    }
  }

  private static boolean hasGroupWindow(SqlNodeList group) {
    return group.stream().anyMatch(item -> item != null && groupWindow(item).isPresent());
  }

  private static Optional<Window.Kind> groupWindow(SqlNode item) {
    return switch (item.getKind()) {
      case TUMBLE -> Optional.of(Window.Kind.TUMBLE);
      case HOP -> Optional.of(Window.Kind.HOP);
      case SESSION -> Optional.of(Window.Kind.SESSION);
      default ->
          item instanceof SqlCall call
                  && call.getOperator().getName().equalsIgnoreCase(Window.Kind.CUMULATE.name())
              ? Optional.of(Window.Kind.CUMULATE)
              : Optional.empty();
    };
  }

  /** GROUP BY TUMBLE(...) is GROUP BY the window's start and its end. */
  private static SqlNodeList splitGroupWindows(SqlNodeList group) {
    SqlNodeList split = new SqlNodeList(group.getParserPosition());
    for (SqlNode item : group) {
      Optional<Window.Kind> kind = groupWindow(item);
      if (kind.isPresent()) {
        List<SqlNode> operands = ((SqlCall) item).getOperandList();
        split.add(call(WindowFunction.start(kind.get()), item.getParserPosition(), operands));
        split.add(call(WindowFunction.end(kind.get()), item.getParserPosition(), operands));
      } else {
        split.add(item);
      }
    }
    return split;
  }

  /** Returns what TUMBLE_START and the like stand for. */
  private static Optional<WindowFunction> auxiliary(SqlCall call) {
    String name = call.getOperator().getName().toUpperCase(Locale.ROOT);
    for (Window.Kind kind : Window.Kind.values()) {
      if (name.equals(kind + "_START")) {
        return Optional.of(WindowFunction.start(kind));
      } else if (name.equals(kind + "_END")) {
        return Optional.of(WindowFunction.end(kind));
      }
    }
    return Optional.empty();
  }

  private static SqlNode call(WindowFunction function, SqlParserPos place, List<SqlNode> operands) {
    int least = 1 + WindowFunction.intervals(function.kind());
    int most = function.kind() == Window.Kind.SESSION ? least : least + 1;
    if (operands.size() < least || operands.size() > most) {
      throw new PlacedException(
          ErrorCode.UNDEFINED_FUNCTION,
          "wrong number of arguments; usage: " + WindowFunction.usage(function.kind()),
          place);
    }
    return function.createCall(place, operands);
  }

  private SqlNode collectionTable(SqlCall table) {
    if (!(table.operand(0) instanceof SqlCall call)) {
      return super.visit(table);
    }
    String name = call.getOperator().getName();
    for (Window.Kind kind : Window.Kind.values()) {
      if (name.equalsIgnoreCase(kind.name())) {
        return TableWindow.of(kind, call).toQuery().accept(this);
      }
    }
    List<SqlNode> arguments = new ArrayList<>();
    call.getOperandList().forEach(operand -> arguments.add(operand.accept(this)));
    return functions
        .call(name, arguments, call.getParserPosition())
        .orElseGet(() -> super.visit(table));
  }
}
