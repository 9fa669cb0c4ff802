package io.millrace.planner.codegen;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.sql.SqlKind;

/**
 * Cuts calls of very many operands (AND, OR, CASE) into nested ones that mean the same, so that
 * parts of them can get methods of their own.
 */
final class Chunks extends RexShuttle {
  private static final int LARGEST = 24;

  private final RexBuilder builder;

  Chunks(RexBuilder builder) {
    this.builder = builder;
  }

  RexNode of(RexNode node) {
    return node.accept(this);
  }

  @Override
  public RexNode visitCall(RexCall call) {
    RexNode visited = super.visitCall(call);
    if (!(visited instanceof RexCall result) || result.getOperands().size() <= LARGEST) {
      return visited;
    }
    if (result.getKind() == SqlKind.AND || result.getKind() == SqlKind.OR) {
      return junction(result, result.getOperands());
    } else if (result.getKind() == SqlKind.CASE) {
      return chooseCase(result, result.getOperands());
    }
    return visited;
  }

  private RexNode junction(RexCall call, List<RexNode> operands) {
    if (operands.size() <= LARGEST) {
      return builder.makeCall(call.getType(), call.getOperator(), operands);
    }
    List<RexNode> parts = new ArrayList<>();
    int size = Math.max(LARGEST, (operands.size() + LARGEST - 1) / LARGEST);
    for (int from = 0; from < operands.size(); from += size) {
      List<RexNode> part = operands.subList(from, Math.min(operands.size(), from + size));
      parts.add(part.size() == 1 ? part.get(0) : junction(call, part));
    }
    return builder.makeCall(call.getType(), call.getOperator(), parts);
  }

  private RexNode chooseCase(RexCall call, List<RexNode> operands) {
    List<RexNode> parts = new ArrayList<>(operands.subList(0, LARGEST));
    List<RexNode> rest = operands.subList(LARGEST, operands.size());
    if (rest.size() == 1) {
      parts.add(rest.get(0));
    } else if (rest.size() <= LARGEST) {
      parts.add(builder.makeCall(call.getType(), call.getOperator(), rest));
    } else {
      parts.add(chooseCase(call, rest));
    }
    return builder.makeCall(call.getType(), call.getOperator(), parts);
  }
}
