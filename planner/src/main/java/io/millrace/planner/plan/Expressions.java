package io.millrace.planner.plan;

import io.millrace.planner.type.SqlTypeFactory;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.type.SqlTypeName;

/** Prints expressions as a person would write them. */
final class Expressions {
  private final IntFunction<String> columns;

  private Expressions(IntFunction<String> columns) {
    this.columns = columns;
  }

  /** Prints an expression over the columns of one input. */
  static String print(RexNode expression, RowType input) {
    return new Expressions(i -> input.field(i).quotedName()).print(expression, false);
  }

  /** Prints an expression over the columns of a join's left and right. */
  static String printPair(RexNode expression, RowType left, RowType right) {
    return new Expressions(
            i ->
                i < left.size()
                    ? "left." + left.field(i).quotedName()
                    : "right." + right.field(i - left.size()).quotedName())
        .print(expression, false);
  }

  private String print(RexNode expression, boolean inner) {
    if (expression instanceof RexInputRef reference) {
      return columns.apply(reference.getIndex());
    } else if (expression instanceof RexLiteral literal) {
      return literal(literal);
    } else if (expression instanceof RexFieldAccess access) {
      return print(access.getReferenceExpr(), true)
          + "."
          + new Field(access.getField().getName(), io.millrace.type.Type.NULL, true).quotedName();
    } else if (expression instanceof RexCall call) {
      return call(call, inner);
    }
    return expression.toString();
  }

  private String call(RexCall call, boolean inner) {
    SqlOperator operator = call.getOperator();
    if (operator.kind == SqlKind.SEARCH) {
      RexNode expanded = RexUtil.expandSearch(new RexBuilder(SqlTypeFactory.INSTANCE), null, call);
      return expanded instanceof RexCall other && other.getKind() == SqlKind.SEARCH
          ? expanded.toString()
          : print(expanded, inner);
    }
    List<String> operands = new ArrayList<>();
    boolean binary =
        operator.getSyntax() == SqlSyntax.BINARY || operator.getSyntax() == SqlSyntax.SPECIAL;
    boolean function = operator.getSyntax() == SqlSyntax.FUNCTION;
    for (RexNode operand : call.getOperands()) {
      operands.add(print(operand, !function));
    }
    String name = operator.getName();
    switch (name.equals("CAST") ? SqlKind.CAST : call.getKind()) {
      case CAST, SAFE_CAST -> {
        return (call.getKind() == SqlKind.SAFE_CAST ? "TRY_CAST(" : "CAST(")
            + operands.get(0)
            + " AS "
            + io.millrace.planner.type.TypeMapping.typeOf(call.getType()).sql()
            + ")";
      }
      case CASE -> {
        return caseWhen(operands);
      }
      default -> {
        // Printed by its syntax below.
      }
    }
    String text;
    if (operator.getSyntax() == SqlSyntax.POSTFIX) {
      text = operands.get(0) + " " + name;
    } else if (operator.getSyntax() == SqlSyntax.PREFIX) {
      text = name + " " + operands.get(0);
    } else if (binary && operands.size() >= 2) {
      text = String.join(" " + name + " ", operands);
    } else {
      return name + operands.stream().collect(Collectors.joining(", ", "(", ")"));
    }
    return inner ? "(" + text + ")" : text;
  }

  private static String caseWhen(List<String> operands) {
    StringBuilder text = new StringBuilder("CASE");
    int i = 0;
    for (; i + 1 < operands.size(); i += 2) {
      text.append(" WHEN ").append(operands.get(i)).append(" THEN ").append(operands.get(i + 1));
    }
    return text.append(" ELSE ").append(operands.get(i)).append(" END").toString();
  }

  private static String literal(RexLiteral literal) {
    if (literal.isNull()) {
      return "NULL";
    }
    SqlTypeName type = literal.getTypeName();
    if (SqlTypeName.CHAR_TYPES.contains(type)) {
      return "'" + RexLiteral.stringValue(literal).replace("'", "''") + "'";
    } else if (type == SqlTypeName.DECIMAL
        && literal.getValue() instanceof java.math.BigDecimal d) {
      return d.toPlainString();
    } else if (type == SqlTypeName.BOOLEAN) {
      return String.valueOf(literal.getValue()).toUpperCase(Locale.ROOT);
    }
    String text = literal.toString();
    int typed = text.lastIndexOf(':');
    return switch (type) {
      case DATE -> "DATE '" + text + "'";
      case TIME -> "TIME '" + stripType(text, typed) + "'";
      case TIMESTAMP -> "TIMESTAMP '" + stripType(text, typed) + "'";
      default -> stripType(text, typed);
    };
  }

  private static String stripType(String text, int colon) {
    return colon > 0 && colon + 1 < text.length() && Character.isLetter(text.charAt(colon + 1))
        ? text.substring(0, colon)
        : text;
  }
}
