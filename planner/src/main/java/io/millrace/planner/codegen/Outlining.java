package io.millrace.planner.codegen;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexNode;

/**
 * Decides which parts of large expressions get methods of their own, so that no method passes what
 * the JVM compiles (8,000 bytes of code) or accepts (64 KB).
 */
final class Outlining {
  /** The most nodes that one method computes. */
  static final int LARGEST_METHOD = 120;

  private static final int SMALLEST_OUTLINED = 4;

  private final Set<RexNode> outlined = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Map<RexNode, Integer> sizes = new IdentityHashMap<>();

  /** Returns the nodes that an expression adds to the method it is written into. */
  int measure(RexNode node) {
    Integer known = sizes.get(node);
    if (known != null) {
      return outlined.contains(node) ? 1 : known;
    }
    int size = 1;
    List<RexNode> children = children(node);
    for (RexNode child : children) {
      size += measure(child);
    }
    if (size > LARGEST_METHOD) {
      List<RexNode> largest = new ArrayList<>(children);
      largest.sort(Comparator.comparing(this::measure).reversed());
      for (RexNode child : largest) {
        int childSize = measure(child);
        if (size <= LARGEST_METHOD || childSize < SMALLEST_OUTLINED) {
          break;
        }
        if (child instanceof RexCall && outlined.add(child)) {
          size -= childSize - 1;
        }
      }
    }
    sizes.put(node, size);
    return size;
  }

  boolean isOutlined(RexNode node) {
    return outlined.contains(node);
  }

  private static List<RexNode> children(RexNode node) {
    if (node instanceof RexCall call) {
      return call.getOperands();
    } else if (node instanceof RexFieldAccess access) {
      return List.of(access.getReferenceExpr());
    }
    return List.of();
  }
}
