package io.millrace.planner;

import io.millrace.planner.plan.Aggregate;
import io.millrace.planner.plan.Distinct;
import io.millrace.planner.plan.Join;
import io.millrace.planner.plan.Over;
import io.millrace.planner.plan.PlanNode;
import io.millrace.planner.plan.SetOperation;
import io.millrace.planner.plan.TopN;
import io.millrace.planner.plan.Window;
import io.millrace.planner.property.MultiJoins;
import io.millrace.planner.property.MultiJoins.MultiJoin;
import io.millrace.planner.property.Properties;
import io.millrace.planner.property.PropertyDerivation;
import io.millrace.planner.property.SessionGrouping;
import io.millrace.planner.property.StateExpiry;
import io.millrace.type.RowType;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The text of EXPLAIN. */
final class PlanPrinter {
  private final PlannedQuery query;
  private final PropertyDerivation properties;
  private final StringBuilder text = new StringBuilder();

  private final MultiJoins joins;

  /** What the operator above does too: of an aggregate, or of joins. */
  private final Map<PlanNode, String> included = new IdentityHashMap<>();

  PlanPrinter(PlannedQuery query) {
    this.query = query;
    this.properties = new PropertyDerivation(query.purpose() == Purpose.SNAPSHOT);
    this.joins = new MultiJoins(query.root(), properties);
  }

  String print(PlannedQuery.Explanation explanation) {
    switch (explanation) {
      case LOGICAL -> tree(false);
      case PHYSICAL -> tree(true);
      case CHANGES -> changes();
    }
    return text.toString().stripTrailing();
  }

  private void tree(boolean physical) {
    int depth = 0;
    if (query.order().isPresent()) {
      line(0, query.order().get().describe(query.root().type()));
      depth = 1;
    }
    append(query.root(), depth, physical);
  }

  private void append(PlanNode node, int depth, boolean physical) {
    line(depth, node.describe() + (physical ? physical(node) : ""));
    node.inputs().forEach(input -> append(input, depth + 1, physical));
  }

  private void line(int depth, String line) {
    text.append("  ".repeat(depth)).append(line).append('\n');
  }

  private String physical(PlanNode node) {
    if (included.containsKey(node)) {
      return "  -- done by the " + included.get(node);
    }
    List<String> notes = new ArrayList<>();
    Optional<SessionGrouping> sessions = sessions(node);
    Optional<MultiJoin> joined = joined(node);
    if (sessions.isPresent()) {
      notes.add(distribution(sessions.get().window()).orElseThrow());
      notes.add("with its sessions");
    } else {
      distribution(node).ifPresent(notes::add);
    }
    joined.ifPresent(all -> notes.add("all " + all.inputs().size() + " inputs at once"));
    Properties known = properties.of(node);
    if (query.purpose() != Purpose.SNAPSHOT) {
      notes.add(known.insertOnly() ? "insert-only" : "changes");
    }
    if (!known.keys().isEmpty()) {
      notes.add("key (" + names(known.keys().get(0), node.type()) + ")");
    }
    if (!known.expiry().isEmpty()) {
      notes.add("expires by " + names(known.expiry().keySet(), node.type()));
    }
    return notes.isEmpty() ? "" : "  -- " + String.join(", ", notes);
  }

  /** Returns how an aggregate does its window's work too, if it does, and notes what that is. */
  private Optional<SessionGrouping> sessions(PlanNode node) {
    if (!(node instanceof Aggregate aggregate)) {
      return Optional.empty();
    }
    Optional<SessionGrouping> sessions = SessionGrouping.of(aggregate, properties);
    sessions.ifPresent(
        grouping -> {
          included.put(grouping.window(), "aggregate");
          grouping.calc().ifPresent(calc -> included.put(calc, "aggregate"));
        });
    return sessions;
  }

  /** Returns how a join does the work of joins below it, if it does, and notes which. */
  private Optional<MultiJoin> joined(PlanNode node) {
    Optional<MultiJoin> joined =
        node instanceof Join join && !included.containsKey(join)
            ? joins.of(join)
            : Optional.empty();
    joined.ifPresent(all -> all.included().forEach(below -> included.put(below, "join above")));
    return joined;
  }

  private static Optional<String> distribution(PlanNode node) {
    if (node instanceof Aggregate aggregate) {
      return Optional.of(spread(aggregate.keys(), aggregate.input().type()));
    } else if (node instanceof Join join) {
      return Optional.of(spread(join.leftKeys(), join.left().type()));
    } else if (node instanceof Distinct || node instanceof SetOperation) {
      return Optional.of("by hash of the row");
    } else if (node instanceof TopN top) {
      return Optional.of(spread(top.partition(), top.input().type()));
    } else if (node instanceof Over over) {
      return Optional.of(spread(over.partition(), over.input().type()));
    } else if (node instanceof Window window && window.kind() == Window.Kind.SESSION) {
      return Optional.of(spread(window.sessionKeys(), window.input().type()));
    }
    return Optional.empty();
  }

  private static String spread(List<Integer> keys, RowType type) {
    return keys.isEmpty() ? "on one worker" : "by hash of " + names(keys, type);
  }

  private static String names(Iterable<Integer> columns, RowType type) {
    Set<Integer> sorted = new TreeSet<>();
    columns.forEach(sorted::add);
    return sorted.stream()
        .map(column -> type.field(column).quotedName())
        .collect(Collectors.joining(", "));
  }

  private void changes() {
    if (query.purpose() == Purpose.SNAPSHOT) {
      line(0, "Rows: the answer, once");
      return;
    }
    Properties known = query.properties();
    if (query.purpose() == Purpose.CONTINUOUS_ON_CLOSE) {
      line(0, "Rows: each window's once, when the watermark has passed it");
    } else if (known.insertOnly()) {
      line(0, "Rows: +I (rows come and stay)");
    } else {
      line(0, "Rows: +I, -U, +U, -D (rows come, change and go)");
    }
    known.keys().stream().findFirst().ifPresent(key -> line(0, "Key: " + keyText(key)));
    states(query.root());
  }

  private String keyText(Set<Integer> key) {
    return key.isEmpty() ? "none needed, at most one row" : names(key, query.root().type());
  }

  private void states(PlanNode node) {
    String state = null;
    if (included.containsKey(node)) {
      state = null;
    } else if (node instanceof Join) {
      state =
          joined(node).map(all -> "all " + all.inputs().size() + " inputs").orElse("both inputs");
    } else if (sessions(node).isPresent()) {
      state = "a row for each session";
    } else if (node instanceof Aggregate) {
      state = "a row for each group";
    } else if (node instanceof Distinct) {
      state = "a count for each row";
    } else if (node instanceof SetOperation) {
      state = "counts for each row of both inputs";
    } else if (node instanceof TopN) {
      state = properties.of(node.inputs().get(0)).insertOnly() ? "the first rows" : "all rows";
    } else if (node instanceof Over) {
      state = "all rows";
    } else if (node instanceof Window window && window.kind() == Window.Kind.SESSION) {
      state = "the rows of each session";
    }
    if (state != null) {
      line(0, "State: " + state + freed(node) + " (" + node.describe() + ")");
    }
    node.inputs().forEach(this::states);
  }

  private String freed(PlanNode node) {
    if (StateExpiry.frees(node, properties)) {
      return ", freed behind the watermark";
    } else if (node instanceof Join join) {
      for (boolean left : new boolean[] {true, false}) {
        if (StateExpiry.ofSide(join, left, properties).isPresent()) {
          return ", the " + (left ? "left" : "right") + " one's rows freed behind the watermark";
        }
      }
    }
    return "";
  }
}
