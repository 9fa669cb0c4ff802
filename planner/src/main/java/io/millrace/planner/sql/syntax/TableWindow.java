package io.millrace.planner.sql.syntax;

import io.millrace.error.ErrorCode;
import io.millrace.planner.plan.Window;
import io.millrace.planner.sql.error.PlacedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * A window as a table function: {@code TUMBLE(TABLE t, DESCRIPTOR(ts), INTERVAL '1' MINUTE)}.
 *
 * @param source a name or a query
 * @param time the column
 * @param rest intervals, then a session's keys
 */
record TableWindow(
    Window.Kind kind, SqlNode source, SqlNode time, List<SqlNode> rest, SqlParserPos place) {
  private static final Map<String, String> SYNONYMS = Map.of("GAP", "SIZE", "STEP", "SLIDE");

  static TableWindow of(Window.Kind kind, SqlCall call) {
    List<SqlNode> operands = inOrder(kind, call);
    if (operands.size() < 3) {
      throw usage(kind, call.getParserPosition());
    }
    List<SqlNode> keys = new ArrayList<>();
    SqlNode source = source(kind, operands.get(0), keys);
    SqlNode time = descriptor(kind, operands.get(1)).get(0);
    List<SqlNode> rest = new ArrayList<>();
    for (SqlNode operand : operands.subList(2, operands.size())) {
      if (isDescriptor(operand) && kind == Window.Kind.SESSION) {
        keys.addAll(descriptor(kind, operand));
      } else {
        rest.add(operand);
      }
    }
    int intervals = WindowFunction.intervals(kind);
    if (rest.size() < intervals
        || rest.size() > intervals + 1
        || kind == Window.Kind.SESSION && rest.size() != 1) {
      throw usage(kind, call.getParserPosition());
    }
    rest.addAll(keys);
    return new TableWindow(kind, source, time, rest, call.getParserPosition());
  }

  /**
   * {@code SELECT *, $TUMBLE_START(...) AS window_start, $TUMBLE_END(...) AS window_end FROM
   * source}.
   */
  SqlNode toQuery() {
    List<SqlNode> operands = new ArrayList<>();
    operands.add(time);
    operands.addAll(rest);
    SqlNodeList columns = new SqlNodeList(place);
    columns.add(SqlIdentifier.star(place));
    columns.add(named(WindowFunction.start(kind).createCall(place, operands), Window.START));
    columns.add(named(WindowFunction.end(kind).createCall(place, operands), Window.END));
    return new SqlSelect(
        place, null, columns, source, null, null, null, null, null, null, null, null, null);
  }

  private SqlNode named(SqlNode expression, String name) {
    return SqlStdOperatorTable.AS.createCall(place, expression, new SqlIdentifier(name, place));
  }

  /** Arguments may be named: {@code DATA => TABLE t, TIMECOL => DESCRIPTOR(ts), SIZE => ...}. */
  private static List<SqlNode> inOrder(Window.Kind kind, SqlCall call) {
    if (call.getOperandList().stream()
        .noneMatch(operand -> operand.getKind() == SqlKind.ARGUMENT_ASSIGNMENT)) {
      return call.getOperandList();
    }
    List<String> names =
        switch (kind) {
          case TUMBLE -> List.of("DATA", "TIMECOL", "SIZE", "OFFSET");
          case HOP, CUMULATE -> List.of("DATA", "TIMECOL", "SLIDE", "SIZE", "OFFSET");
          case SESSION -> List.of("DATA", "TIMECOL", "KEY", "SIZE");
        };
    SqlNode[] ordered = new SqlNode[names.size()];
    for (SqlNode operand : call.getOperandList()) {
      if (operand.getKind() != SqlKind.ARGUMENT_ASSIGNMENT) {
        throw usage(kind, operand.getParserPosition());
      }
      SqlCall assignment = (SqlCall) operand;
      String name = assignment.operand(1).toString().toUpperCase(Locale.ROOT);
      int index = names.indexOf(name);
      if (index < 0) {
        index = names.indexOf(SYNONYMS.getOrDefault(name, name));
      }
      if (index < 0) {
        throw new PlacedException(
            ErrorCode.UNDEFINED_FUNCTION,
            kind + " has no argument \"" + name + "\"; it takes " + String.join(", ", names),
            operand.getParserPosition());
      }
      ordered[index] = assignment.operand(0);
    }
    List<SqlNode> given = new ArrayList<>();
    for (SqlNode operand : ordered) {
      if (operand != null) {
        given.add(operand);
      }
    }
    return given;
  }

  private static SqlNode source(Window.Kind kind, SqlNode operand, List<SqlNode> keys) {
    if (operand.getKind() == SqlKind.SET_SEMANTICS_TABLE) {
      SqlCall table = (SqlCall) operand;
      if (table.operand(1) instanceof SqlNodeList partition) {
        partition.forEach(keys::add);
      }
      if (!keys.isEmpty() && kind != Window.Kind.SESSION) {
        throw new PlacedException(
            ErrorCode.FEATURE_NOT_SUPPORTED,
            "PARTITION BY makes a difference to SESSION only",
            operand.getParserPosition());
      }
      return source(kind, table.operand(0), keys);
    } else if (operand.getKind() == SqlKind.EXPLICIT_TABLE) {
      return ((SqlCall) operand).operand(0);
    } else if (operand.isA(SqlKind.QUERY) || operand.getKind() == SqlKind.WITH) {
      return operand;
    } else if (operand.getKind() == SqlKind.CURSOR) {
      return ((SqlCall) operand).operand(0);
    }
    throw usage(kind, operand.getParserPosition());
  }

  private static List<SqlNode> descriptor(Window.Kind kind, SqlNode operand) {
    if (!isDescriptor(operand) || ((SqlCall) operand).operandCount() == 0) {
      throw usage(kind, operand.getParserPosition());
    }
    return ((SqlCall) operand).getOperandList();
  }

  private static boolean isDescriptor(SqlNode operand) {
    return operand instanceof SqlCall call
        && call.getOperator().getName().equalsIgnoreCase(SqlKind.DESCRIPTOR.name());
  }

  private static PlacedException usage(Window.Kind kind, SqlParserPos place) {
    String rest =
        switch (kind) {
          case TUMBLE -> "size [, offset])";
          case HOP -> "slide, size [, offset])";
          case CUMULATE -> "step, size [, offset])";
          case SESSION -> "[DESCRIPTOR(key),] gap)";
        };
    return new PlacedException(
        ErrorCode.UNDEFINED_FUNCTION,
        "wrong arguments; usage: " + kind + "(TABLE t, DESCRIPTOR(time), " + rest,
        place);
  }
}
