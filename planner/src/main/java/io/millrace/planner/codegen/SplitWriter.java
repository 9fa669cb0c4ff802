package io.millrace.planner.codegen;

import io.millrace.planner.function.FunctionTable;
import io.millrace.planner.function.Implementation;
import io.millrace.planner.function.kernel.SplitText;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;

/**
 * Writes SPLIT_INDEX and SPLIT_PART. Where several calls of a method split the same text by the
 * same delimiter, they share what finds its places.
 */
final class SplitWriter {
  static final String INDEX = "SPLIT_INDEX";
  static final String PART = "SPLIT_PART";

  private final Outlining outlining;
  private final Set<RexNode> calls = new HashSet<>();
  private final Set<List<RexNode>> seen = new HashSet<>();
  private final Set<List<RexNode>> shared = new HashSet<>();

  private SplitWriter(Outlining outlining) {
    this.outlining = outlining;
  }

  /** Returns the texts with delimiters that different calls of one method split. */
  static Set<List<RexNode>> sharedIn(List<RexNode> expressions, Outlining outlining) {
    SplitWriter found = new SplitWriter(outlining);
    expressions.forEach(found::visit);
    return found.shared;
  }

  private void visit(RexNode node) {
    if (!(node instanceof RexCall call)) {
      return;
    }
    if (isSplit(call) && calls.add(call)) {
      List<RexNode> split = textAndDelimiter(call);
      if (split.stream().allMatch(RexUtil::isDeterministic) && !seen.add(split)) {
        shared.add(split);
      }
    }
    for (RexNode operand : call.getOperands()) {
      if (!outlining.isOutlined(operand)) {
        visit(operand);
      }
    }
  }

  private static boolean isSplit(RexCall call) {
    String name = call.getOperator().getName();
    return name.equals(INDEX) || name.equals(PART);
  }

  private static List<RexNode> textAndDelimiter(RexCall call) {
    return List.copyOf(call.getOperands().subList(0, 2));
  }

  static Value write(MethodSource method, RexCall call) {
    List<RexNode> split = textAndDelimiter(call);
    if (!method.sharesSplit(split)) {
      return CallWriters.function(method, call);
    }
    Implementation.Method alone =
        (Implementation.Method)
            FunctionTable.find(call.getOperator()).orElseThrow().implementation();
    return FunctionWriter.write(
        method,
        call,
        new Implementation.Method(SplitText.class, alone.name()),
        type -> method.rowState(SplitText.class, split));
  }
}
