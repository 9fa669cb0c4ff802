package io.millrace.planner.plan;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A hash of a logical sub-plan: 32 hexadecimal digits. Names of columns make no difference. */
final class Fingerprint {
  private static final int BYTES = 16;

  private Fingerprint() {}

  static String of(PlanNode node) {
    StringBuilder text = new StringBuilder();
    append(node, text);
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(text.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void append(PlanNode node, StringBuilder text) {
    if (node instanceof Calc calc && calc.isRenaming()) {
      append(calc.input(), text);
      return;
    }
    text.append(node.getClass().getSimpleName()).append(' ').append(logic(node));
    text.append(node.type().types()).append('(');
    for (PlanNode input : node.inputs()) {
      append(input, text);
      text.append(',');
    }
    text.append(')');
  }

  /** What the node does, by the numbers of columns. */
  private static String logic(PlanNode node) {
    if (node instanceof Scan scan) {
      return scan.identity();
    } else if (node instanceof Values values) {
      return values.rows().toString();
    } else if (node instanceof Calc calc) {
      return calc.condition() + " " + calc.projections();
    } else if (node instanceof Join join) {
      return join.kind()
          + " "
          + join.leftKeys()
          + join.rightKeys()
          + join.nullSafe()
          + join.residual();
    } else if (node instanceof Aggregate aggregate) {
      return aggregate.keys() + " " + aggregate.calls() + aggregate.onWindowClose();
    } else if (node instanceof SetOperation operation) {
      return operation.kind() + " " + operation.all();
    } else if (node instanceof Window window) {
      return window.kind()
          + " "
          + window.timeColumn()
          + " "
          + window.size()
          + " "
          + window.slide()
          + " "
          + window.offset()
          + window.sessionKeys()
          + window.late();
    } else if (node instanceof TopN top) {
      return top.partition()
          + " "
          + top.order()
          + top.offset()
          + " "
          + top.limit()
          + top.ranking()
          + top.rank().isPresent();
    } else if (node instanceof Over over) {
      return over.partition() + " " + over.order() + over.calls();
    } else if (node instanceof Unnest unnest) {
      return unnest.columns() + " " + unnest.outer() + unnest.ordinality();
    }
    return "";
  }
}
