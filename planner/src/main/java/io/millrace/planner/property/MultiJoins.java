package io.millrace.planner.property;

import io.millrace.planner.plan.Calc;
import io.millrace.planner.plan.Join;
import io.millrace.planner.plan.JoinKind;
import io.millrace.planner.plan.PlanNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Which joins of a plan one operator does together: inner joins of joins on the same key. It keeps
 * the inputs, and nothing of what two of them match.
 *
 * <p>Not where an equal join stands elsewhere in the plan too, whose rows are then made once for
 * both; nor where rows expire, which they do by what two inputs have to do with each other.
 */
public final class MultiJoins {
  private final PropertyDerivation properties;
  private final Map<String, Integer> uses = new HashMap<>();

  /** Looks at the joins of a plan. */
  public MultiJoins(PlanNode root, PropertyDerivation properties) {
    this.properties = properties;
    count(root);
  }

  private void count(PlanNode node) {
    if (node instanceof Join) {
      uses.merge(node.fingerprint(), 1, Integer::sum);
    }
    node.inputs().forEach(this::count);
  }

  /**
   * Several inputs joined on one key.
   *
   * @param inputs three or more
   * @param keys for each input the columns that are the key
   * @param columns for each column of the join's pair of rows which column it is of all inputs'
   *     columns, put one after the other
   * @param included the joins that are done by this one, and what picks columns between them
   */
  public record MultiJoin(
      List<PlanNode> inputs,
      List<List<Integer>> keys,
      List<Integer> columns,
      List<PlanNode> included) {
    public MultiJoin {
      inputs = List.copyOf(inputs);
      keys = List.copyOf(keys);
      columns = List.copyOf(columns);
      included = List.copyOf(included);
    }

    /** Returns whether the columns of the inputs are those of the pair, in the same order. */
    public boolean keepsOrder() {
      return columns.size() == inputs.stream().mapToInt(input -> input.type().size()).sum()
          && IntStream.range(0, columns.size()).allMatch(i -> columns.get(i) == i);
    }
  }

  /** Returns how a join is done with those below it; empty where it is one of two inputs. */
  public Optional<MultiJoin> of(Join join) {
    if (!isEligible(join)) {
      return Optional.empty();
    }
    Flattening all = new Flattening(join);
    List<Integer> columns = new ArrayList<>(all.add(join.left(), join.leftKeys()));
    columns.addAll(all.add(join.right(), join.rightKeys()));
    return all.inputs.size() < 3
        ? Optional.empty()
        : Optional.of(new MultiJoin(all.inputs, all.keys, columns, all.included));
  }

  private boolean isEligible(Join join) {
    return join.kind() == JoinKind.INNER
        && !join.leftKeys().isEmpty()
        && StateExpiry.ofSide(join, true, properties).isEmpty()
        && StateExpiry.ofSide(join, false, properties).isEmpty();
  }

  /** Puts the inputs of joins one after the other. */
  private final class Flattening {
    private final Join top;
    private final List<PlanNode> inputs = new ArrayList<>();
    private final List<List<Integer>> keys = new ArrayList<>();
    private final List<PlanNode> included = new ArrayList<>();
    private int width;

    Flattening(Join top) {
      this.top = top;
    }

    /** Adds what a node joins, or the node; returns the place of each of its columns. */
    List<Integer> add(PlanNode node, List<Integer> key) {
      if (node instanceof Calc calc && picksOfJoin(calc)) {
        List<Integer> source = key.stream().map(calc::source).toList();
        Optional<List<Integer>> places = addJoin((Join) calc.input(), source);
        if (places.isPresent()) {
          included.add(calc);
          List<Integer> picked = new ArrayList<>();
          for (int column = 0; column < calc.projections().size(); column++) {
            picked.add(places.get().get(calc.source(column)));
          }
          return picked;
        }
      } else if (node instanceof Join join) {
        Optional<List<Integer>> places = addJoin(join, key);
        if (places.isPresent()) {
          return places.get();
        }
      }
      inputs.add(node);
      keys.add(key);
      List<Integer> places = new ArrayList<>();
      for (int column = 0; column < node.type().size(); column++) {
        places.add(width++);
      }
      return places;
    }

    private static boolean picksOfJoin(Calc calc) {
      boolean picks = calc.input() instanceof Join && calc.condition().isEmpty();
      for (int column = 0; picks && column < calc.projections().size(); column++) {
        picks = calc.source(column) >= 0;
      }
      return picks;
    }

    /** Adds what a join joins, if it does so on this key; returns the place of its columns. */
    private Optional<List<Integer>> addJoin(Join join, List<Integer> key) {
      if (!isEligible(join)
          || join.residual().isPresent()
          || uses.get(join.fingerprint()) > 1
          || key.size() != join.leftKeys().size()) {
        return Optional.empty();
      }
      int leftWidth = join.left().type().size();
      List<Integer> leftKey = new ArrayList<>();
      List<Integer> rightKey = new ArrayList<>();
      Set<Integer> pairs = new HashSet<>();
      for (int i = 0; i < key.size(); i++) {
        int pair =
            key.get(i) < leftWidth
                ? join.leftKeys().indexOf(key.get(i))
                : join.rightKeys().indexOf(key.get(i) - leftWidth);
        if (pair < 0
            || !pairs.add(pair)
            || !join.nullSafe().get(pair).equals(top.nullSafe().get(i))) {
          return Optional.empty();
        }
        leftKey.add(join.leftKeys().get(pair));
        rightKey.add(join.rightKeys().get(pair));
      }
      included.add(join);
      List<Integer> places = new ArrayList<>(add(join.left(), leftKey));
      places.addAll(add(join.right(), rightKey));
      return Optional.of(places);
    }
  }
}
