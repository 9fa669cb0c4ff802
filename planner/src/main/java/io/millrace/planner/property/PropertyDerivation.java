package io.millrace.planner.property;

import io.millrace.planner.catalog.Relation.TableRelation;
import io.millrace.planner.plan.Aggregate;
import io.millrace.planner.plan.Calc;
import io.millrace.planner.plan.Distinct;
import io.millrace.planner.plan.Join;
import io.millrace.planner.plan.JoinKind;
import io.millrace.planner.plan.Over;
import io.millrace.planner.plan.PlanNode;
import io.millrace.planner.plan.Scan;
import io.millrace.planner.plan.SetOperation;
import io.millrace.planner.plan.TopN;
import io.millrace.planner.plan.Union;
import io.millrace.planner.plan.Unnest;
import io.millrace.planner.plan.Values;
import io.millrace.planner.plan.Window;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Derives properties from the leaves up; remembers what it has derived. */
public final class PropertyDerivation {
  private final boolean snapshot;
  private final Map<PlanNode, Properties> known = new IdentityHashMap<>();

  /**
   * @param snapshot whether the plan runs once over rows that are there: then nothing is ever taken
   *     away, anywhere
   */
  public PropertyDerivation(boolean snapshot) {
    this.snapshot = snapshot;
  }

  /** Returns what is known of a node. */
  public Properties of(PlanNode node) {
    Properties properties = known.get(node);
    if (properties == null) {
      properties = derive(node);
      if (snapshot) {
        properties = new Properties(true, properties.keys(), Map.of());
      }
      known.put(node, properties);
    }
    return properties;
  }

  private Properties derive(PlanNode node) {
    if (node instanceof Scan scan) {
      return scan(scan);
    } else if (node instanceof Values values) {
      return new Properties(
          true, values.rows().size() <= 1 ? List.of(Set.of()) : List.of(), Map.of());
    } else if (node instanceof Calc calc) {
      Properties input = of(calc.input());
      return moved(input, input.insertOnly(), calc::target);
    } else if (node instanceof Join join) {
      return join(join);
    } else if (node instanceof Aggregate aggregate) {
      return aggregate(aggregate);
    } else if (node instanceof Distinct distinct) {
      Properties input = of(distinct.input());
      List<Set<Integer>> keys = new ArrayList<>(input.keys());
      keys.add(all(node));
      return new Properties(input.insertOnly(), keys, input.expiry());
    } else if (node instanceof SetOperation operation) {
      return setOperation(operation);
    } else if (node instanceof Union union) {
      List<Properties> inputs = union.inputs().stream().map(this::of).toList();
      return new Properties(
          inputs.stream().allMatch(Properties::insertOnly), List.of(), common(inputs));
    } else if (node instanceof Window window) {
      return window(window);
    } else if (node instanceof TopN top) {
      return topN(top);
    } else if (node instanceof Over over) {
      // A row that comes may change what is said of those that are there.
      Properties input = of(over.input());
      Map<Integer, Set<TableRelation>> expiry = new HashMap<>(input.expiry());
      expiry.keySet().retainAll(over.partition());
      return new Properties(false, input.keys(), expiry);
    } else if (node instanceof Unnest unnest) {
      Properties input = of(unnest.input());
      return new Properties(input.insertOnly(), List.of(), input.expiry());
    }
    throw new IllegalStateException("no properties of " + node.describe());
  }

  private static Properties scan(Scan scan) {
    List<Set<Integer>> keys = new ArrayList<>();
    for (List<Integer> key : scan.relation().keys()) {
      if (scan.columns().containsAll(key)) {
        keys.add(key.stream().map(scan.columns()::indexOf).collect(Collectors.toSet()));
      }
    }
    return new Properties(scan.relation().insertOnly(), keys, Map.of());
  }

  /** Of columns that have moved, {@code -1} where one is gone. */
  private static Properties moved(Properties input, boolean insertOnly, IntUnaryOperator target) {
    List<Set<Integer>> keys = new ArrayList<>();
    for (Set<Integer> key : input.keys()) {
      Set<Integer> movedKey = key.stream().map(target::applyAsInt).collect(Collectors.toSet());
      if (!movedKey.contains(-1)) {
        keys.add(movedKey);
      }
    }
    Map<Integer, Set<TableRelation>> expiry = new HashMap<>();
    input
        .expiry()
        .forEach(
            (column, promised) -> {
              int to = target.applyAsInt(column);
              if (to >= 0) {
                expiry.put(to, promised);
              }
            });
    return new Properties(insertOnly, keys, expiry);
  }

  private Properties join(Join join) {
    Properties left = of(join.left());
    Properties right = of(join.right());
    JoinKind kind = join.kind();
    int width = join.left().type().size();
    boolean insertOnly =
        left.insertOnly()
            && right.insertOnly()
            && (kind == JoinKind.INNER || kind == JoinKind.SEMI);
    Map<Integer, Set<TableRelation>> expiry = new HashMap<>();
    for (int i = 0; i < join.leftKeys().size(); i++) {
      Set<TableRelation> ofLeft = left.expiry().get(join.leftKeys().get(i));
      Set<TableRelation> ofRight = right.expiry().get(join.rightKeys().get(i));
      if (ofLeft != null && ofRight != null) {
        Set<TableRelation> both = union(List.of(ofLeft, ofRight));
        if (!kind.keepsRight()) {
          expiry.put(join.leftKeys().get(i), both);
        }
        if (kind.givesRight() && !kind.keepsLeft()) {
          expiry.put(width + join.rightKeys().get(i), both);
        }
      }
    }
    if (!kind.givesRight()) {
      return new Properties(insertOnly, left.keys(), expiry);
    }
    return new Properties(insertOnly, joinKeys(join, left, right, width), expiry);
  }

  private static List<Set<Integer>> joinKeys(
      Join join, Properties left, Properties right, int width) {
    List<Set<Integer>> keys = new ArrayList<>();
    JoinKind kind = join.kind();
    if (!kind.keepsRight() && right.isUnique(Set.copyOf(join.rightKeys()))) {
      keys.addAll(left.keys());
    }
    if (!kind.keepsLeft() && left.isUnique(Set.copyOf(join.leftKeys()))) {
      right.keys().forEach(key -> keys.add(shift(key, width)));
    }
    if (kind != JoinKind.FULL && !left.keys().isEmpty() && !right.keys().isEmpty()) {
      Set<Integer> both = new HashSet<>(left.keys().get(0));
      both.addAll(shift(right.keys().get(0), width));
      keys.add(both);
    }
    return keys;
  }

  private static Set<Integer> shift(Set<Integer> key, int by) {
    return key.stream().map(column -> column + by).collect(Collectors.toSet());
  }

  private Properties aggregate(Aggregate aggregate) {
    Properties input = of(aggregate.input());
    Map<Integer, Set<TableRelation>> expiry = new HashMap<>();
    for (int i = 0; i < aggregate.keys().size(); i++) {
      Set<TableRelation> promised = input.expiry().get(aggregate.keys().get(i));
      if (promised != null) {
        expiry.put(i, promised);
      }
    }
    Set<Integer> key =
        IntStream.range(0, aggregate.keys().size()).boxed().collect(Collectors.toSet());
    return new Properties(
        aggregate.onWindowClose(), List.of(key), aggregate.onWindowClose() ? Map.of() : expiry);
  }

  private Properties setOperation(SetOperation operation) {
    Properties left = of(operation.left());
    Properties right = of(operation.right());
    boolean intersect = operation.kind() == SetOperation.Kind.INTERSECT;
    List<Set<Integer>> keys = new ArrayList<>(left.keys());
    if (!operation.all()) {
      keys.add(all(operation));
    }
    return new Properties(
        intersect && left.insertOnly() && right.insertOnly(), keys, common(List.of(left, right)));
  }

  private Properties window(Window window) {
    Properties input = of(window.input());
    boolean session = window.kind() == Window.Kind.SESSION;
    int end = window.endColumn();
    List<Set<Integer>> keys = new ArrayList<>();
    for (Set<Integer> key : input.keys()) {
      Set<Integer> windowed = new HashSet<>(key);
      if (window.kind() == Window.Kind.HOP) {
        windowed.add(end - 1);
      } else if (window.kind() == Window.Kind.CUMULATE) {
        windowed.add(end);
      }
      keys.add(windowed);
    }
    Map<Integer, Set<TableRelation>> expiry = new HashMap<>();
    if (!session) {
      expiry.putAll(input.expiry());
    }
    Set<TableRelation> ofTime = input.expiry().get(window.timeColumn());
    if (window.late()) {
      promises(window.input()).ifPresent(promised -> expiry.put(end, promised));
    } else if (ofTime != null && !session) {
      expiry.put(end, ofTime);
    }
    return new Properties(input.insertOnly() && !session, keys, expiry);
  }

  /** Returns the relations whose watermarks come with the rows, if all of them free state. */
  private static Optional<Set<TableRelation>> promises(PlanNode node) {
    if (node instanceof Scan scan) {
      return scan.relation()
          .watermark()
          .filter(watermark -> watermark.frees())
          .map(watermark -> Set.of(scan.relation()));
    }
    Set<TableRelation> promised = new HashSet<>();
    for (PlanNode input : node.inputs()) {
      Optional<Set<TableRelation>> below = promises(input);
      if (below.isEmpty()) {
        return Optional.empty();
      }
      promised.addAll(below.get());
    }
    return Optional.of(promised);
  }

  private Properties topN(TopN top) {
    Properties input = of(top.input());
    List<Set<Integer>> keys = new ArrayList<>(input.keys());
    if (top.limit() <= 1 && top.ranking() == io.millrace.operator.topn.Ranking.ROW_NUMBER) {
      keys.add(Set.copyOf(top.partition()));
    }
    Map<Integer, Set<TableRelation>> expiry = new HashMap<>(input.expiry());
    expiry.keySet().retainAll(top.partition());
    return new Properties(false, keys, expiry);
  }

  private static Set<Integer> all(PlanNode node) {
    return IntStream.range(0, node.type().size()).boxed().collect(Collectors.toSet());
  }

  /** Columns that expire in all inputs. */
  private static Map<Integer, Set<TableRelation>> common(List<Properties> inputs) {
    Map<Integer, Set<TableRelation>> common = new HashMap<>();
    for (int column : inputs.get(0).expiry().keySet()) {
      List<Set<TableRelation>> promised =
          inputs.stream()
              .map(input -> input.expiry().get(column))
              .filter(relations -> relations != null)
              .toList();
      if (promised.size() == inputs.size()) {
        common.put(column, union(promised));
      }
    }
    return common;
  }

  private static Set<TableRelation> union(Collection<Set<TableRelation>> sets) {
    return sets.stream().flatMap(Set::stream).collect(Collectors.toSet());
  }
}
