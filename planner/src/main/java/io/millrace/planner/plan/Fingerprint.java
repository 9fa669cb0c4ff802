package io.millrace.planner.plan;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A hash of a logical sub-plan: 32 hexadecimal digits. */
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
    text.append(node instanceof Scan scan ? scan.identity() : node.describe())
        .append(node.type().types())
        .append('(');
    for (PlanNode input : node.inputs()) {
      append(input, text);
      text.append(',');
    }
    text.append(')');
  }
}
