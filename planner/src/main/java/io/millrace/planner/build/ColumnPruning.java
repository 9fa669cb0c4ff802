package io.millrace.planner.build;

import io.millrace.operator.aggregate.AggregateCall;
import io.millrace.operator.order.SortColumn;
import io.millrace.operator.over.OverCall;
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
import io.millrace.planner.property.PropertyDerivation;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import io.millrace.type.Storage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rex.RexNode;

/** Leaves out the columns that nothing above needs, down to the scans. */
public final class ColumnPruning {

  /**
   * A node with fewer columns.
   *
   * @param places where each of the columns from before now is, or -1
   */
  private record Pruned(PlanNode node, int[] places) {
    int place(int column) {
      assert places[column] >= 0;
      return places[column];
    }

    List<Integer> places(List<Integer> columns) {
      return columns.stream().map(this::place).toList();
    }
  }

  private ColumnPruning() {}

  /** Returns a plan of the same rows and columns. */
  public static PlanNode apply(PlanNode root) {
    return exactly(root, all(root));
  }

  private static NavigableSet<Integer> all(PlanNode node) {
    return range(node.type().size());
  }

  private static NavigableSet<Integer> range(int size) {
    NavigableSet<Integer> columns = new TreeSet<>();
    IntStream.range(0, size).forEach(columns::add);
    return columns;
  }

  /** Returns just these columns, in ascending order. */
  private static PlanNode exactly(PlanNode node, NavigableSet<Integer> columns) {
    Pruned pruned = prune(node, columns);
    return Calcs.select(pruned.node(), pruned.places(List.copyOf(columns)));
  }

  /** Returns these columns at least. */
  private static Pruned prune(PlanNode node, NavigableSet<Integer> needed) {
    if (node instanceof Scan scan) {
      return scan(scan, needed);
    } else if (node instanceof Values values) {
      return values(values, needed);
    } else if (node instanceof Calc calc) {
      return calc(calc, needed);
    } else if (node instanceof Join join) {
      return join(join, needed);
    } else if (node instanceof Aggregate aggregate) {
      return aggregate(aggregate, needed);
    } else if (node instanceof Union union) {
      List<PlanNode> inputs = union.inputs().stream().map(i -> exactly(i, needed)).toList();
      RowType type = union.type().select(needed.stream().mapToInt(i -> i).toArray());
      return new Pruned(new Union(type, inputs), places(union.type().size(), needed));
    } else if (node instanceof Window window) {
      return window(window, needed);
    } else if (node instanceof TopN top) {
      return topN(top, needed);
    } else if (node instanceof Over over) {
      return over(over, needed);
    } else if (node instanceof Unnest unnest) {
      return unnest(unnest, needed);
    } else if (node instanceof Distinct || node instanceof SetOperation) {
      List<PlanNode> inputs = node.inputs().stream().map(i -> exactly(i, all(i))).toList();
      return new Pruned(node.withInputs(inputs), places(node.type().size(), all(node)));
    }
    throw new IllegalStateException("no columns of " + node.describe());
  }

  private static int[] places(int before, NavigableSet<Integer> kept) {
    int[] places = new int[before];
    Arrays.fill(places, -1);
    int next = 0;
    for (int column : kept) {
      places[column] = next++;
    }
    return places;
  }

  private static Pruned scan(Scan scan, NavigableSet<Integer> needed) {
    int width = scan.columns().size();
    NavigableSet<Integer> kept = new TreeSet<>(needed.headSet(width));
    if (kept.isEmpty() && width > 0) {
      kept.add(cheapest(scan));
    }
    List<Integer> columns = kept.stream().map(scan.columns()::get).toList();
    boolean watermark = scan.withWatermark() && needed.contains(width);
    int[] places = places(scan.type().size(), kept);
    if (watermark) {
      places[width] = columns.size();
    }
    return new Pruned(new Scan(scan.relation(), columns, watermark), places);
  }

  /** A scan gives a column at least, so that a file's reader has one to count rows by. */
  private static int cheapest(Scan scan) {
    for (int i = 0; i < scan.columns().size(); i++) {
      if (scan.relation().type().type(scan.columns().get(i)).storage() == Storage.LONG) {
        return i;
      }
    }
    return 0;
  }

  private static Pruned values(Values values, NavigableSet<Integer> needed) {
    NavigableSet<Integer> kept = needed.isEmpty() ? all(values) : needed;
    return new Pruned(
        new Values(
            values.type().select(kept.stream().mapToInt(i -> i).toArray()),
            values.rows().stream().map(row -> kept.stream().map(row::get).toList()).toList()),
        places(values.type().size(), kept));
  }

  private static Pruned calc(Calc calc, NavigableSet<Integer> needed) {
    NavigableSet<Integer> below = new TreeSet<>();
    for (int column : needed) {
      addReferences(calc.projections().get(column), below);
    }
    calc.condition().ifPresent(condition -> addReferences(condition, below));
    Pruned input = prune(calc.input(), below);
    List<RexNode> projections = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int column : needed) {
      projections.add(Calcs.shift(calc.projections().get(column), input::place));
      names.add(calc.names().get(column));
    }
    return new Pruned(
        Calcs.of(
            input.node(),
            calc.condition().map(condition -> Calcs.shift(condition, input::place)),
            projections,
            names),
        places(calc.projections().size(), needed));
  }

  private static void addReferences(RexNode expression, NavigableSet<Integer> columns) {
    RelOptUtil.InputFinder.bits(expression).forEach(columns::add);
  }

  private static Pruned join(Join join, NavigableSet<Integer> needed) {
    int width = join.left().type().size();
    NavigableSet<Integer> pair = new TreeSet<>(needed);
    join.residual().ifPresent(residual -> addReferences(residual, pair));
    NavigableSet<Integer> ofLeft = new TreeSet<>(pair.headSet(width));
    ofLeft.addAll(join.leftKeys());
    NavigableSet<Integer> ofRight = new TreeSet<>(join.rightKeys());
    pair.tailSet(width).forEach(column -> ofRight.add(column - width));
    PlanNode left = exactly(join.left(), ofLeft);
    PlanNode right = exactly(join.right(), ofRight);
    int[] leftPlaces = places(width, ofLeft);
    int[] rightPlaces = places(join.right().type().size(), ofRight);
    int[] places = new int[width + rightPlaces.length];
    for (int i = 0; i < places.length; i++) {
      int right0 = i < width ? -1 : rightPlaces[i - width];
      places[i] = i < width ? leftPlaces[i] : right0 < 0 ? -1 : ofLeft.size() + right0;
    }
    return new Pruned(
        new Join(
            left,
            right,
            onlyFilters(join, needed.tailSet(width).isEmpty()) ? JoinKind.SEMI : join.kind(),
            join.leftKeys().stream().map(key -> leftPlaces[key]).toList(),
            join.rightKeys().stream().map(key -> rightPlaces[key]).toList(),
            join.nullSafe(),
            join.residual().map(r -> Calcs.shift(r, column -> places[column]))),
        join.kind().givesRight() ? places : Arrays.copyOf(places, width));
  }

  /** A join with rows of which there is one for each key, and of which nothing is used. */
  private static boolean onlyFilters(Join join, boolean rightUnused) {
    return rightUnused
        && join.kind() == JoinKind.INNER
        && !join.rightKeys().isEmpty()
        && new PropertyDerivation(false).of(join.right()).isUnique(Set.copyOf(join.rightKeys()));
  }

  private static Pruned aggregate(Aggregate aggregate, NavigableSet<Integer> needed) {
    int keys = aggregate.keys().size();
    NavigableSet<Integer> kept = new TreeSet<>(needed);
    kept.addAll(range(keys));
    NavigableSet<Integer> below = new TreeSet<>(aggregate.keys());
    List<AggregateCall> calls = new ArrayList<>();
    List<Field> results = new ArrayList<>();
    for (int column : kept.tailSet(keys)) {
      AggregateCall call = aggregate.calls().get(column - keys);
      calls.add(call);
      results.add(aggregate.results().get(column - keys));
      if (call.argument() >= 0) {
        below.add(call.argument());
      }
      if (call.filter() >= 0) {
        below.add(call.filter());
      }
    }
    Pruned input = prune(aggregate.input(), below);
    List<AggregateCall> moved = new ArrayList<>();
    for (AggregateCall call : calls) {
      moved.add(call.moved(input::place));
    }
    if (moved.isEmpty() && keys > 0) {
      return new Pruned(
          new Distinct(Calcs.select(input.node(), input.places(aggregate.keys()))),
          places(aggregate.type().size(), kept));
    }
    return new Pruned(
        new Aggregate(
            input.node(),
            input.places(aggregate.keys()),
            moved,
            results,
            aggregate.onWindowClose()),
        places(aggregate.type().size(), kept));
  }

  private static Pruned window(Window window, NavigableSet<Integer> needed) {
    int kept = window.kept();
    NavigableSet<Integer> below = new TreeSet<>(needed.headSet(kept));
    below.add(window.timeColumn());
    below.addAll(window.sessionKeys());
    if (window.late()) {
      below.add(kept);
    }
    PlanNode input = exactly(window.input(), below);
    int[] inner = places(window.input().type().size(), below);
    int[] places = Arrays.copyOf(inner, kept + 2);
    int width = below.size() - (window.late() ? 1 : 0);
    places[kept] = width;
    places[kept + 1] = width + 1;
    return new Pruned(
        new Window(
            input,
            window.kind(),
            inner[window.timeColumn()],
            window.size(),
            window.slide(),
            window.offset(),
            window.sessionKeys().stream().map(key -> inner[key]).toList(),
            window.late(),
            window.overlaps() && !needed.contains(window.timeColumn())),
        places);
  }

  private static Pruned topN(TopN top, NavigableSet<Integer> needed) {
    int width = top.input().type().size();
    NavigableSet<Integer> below = new TreeSet<>(needed.headSet(width));
    below.addAll(top.partition());
    top.order().forEach(column -> below.add(column.column()));
    Pruned input = prune(top.input(), below);
    int[] places = Arrays.copyOf(input.places(), top.type().size());
    if (top.rank().isPresent()) {
      places[width] = input.node().type().size();
    }
    return new Pruned(
        new TopN(
            input.node(),
            input.places(top.partition()),
            top.order().stream()
                .map(c -> new SortColumn(input.place(c.column()), c.descending(), c.nullsFirst()))
                .toList(),
            top.offset(),
            top.limit(),
            top.ranking(),
            top.rank()),
        places);
  }

  private static Pruned over(Over over, NavigableSet<Integer> needed) {
    int width = over.input().type().size();
    NavigableSet<Integer> kept = needed.tailSet(width, true);
    if (kept.isEmpty()) {
      Pruned input = prune(over.input(), needed);
      return new Pruned(input.node(), Arrays.copyOf(input.places(), over.type().size()));
    }
    NavigableSet<Integer> below = new TreeSet<>(needed.headSet(width));
    below.addAll(over.partition());
    over.order().forEach(column -> below.add(column.column()));
    for (int column : kept) {
      over.calls().get(column - width).moved(used -> addUsed(used, below));
    }
    Pruned input = prune(over.input(), below);
    int[] places = Arrays.copyOf(input.places(), over.type().size());
    List<OverCall> calls = new ArrayList<>();
    List<Field> results = new ArrayList<>();
    for (int column : kept) {
      places[column] = input.node().type().size() + calls.size();
      calls.add(over.calls().get(column - width).moved(input::place));
      results.add(over.results().get(column - width));
    }
    return new Pruned(
        new Over(
            input.node(),
            input.places(over.partition()),
            over.order().stream()
                .map(c -> new SortColumn(input.place(c.column()), c.descending(), c.nullsFirst()))
                .toList(),
            calls,
            results),
        places);
  }

  private static int addUsed(int column, NavigableSet<Integer> columns) {
    columns.add(column);
    return column;
  }

  private static Pruned unnest(Unnest unnest, NavigableSet<Integer> needed) {
    int width = unnest.input().type().size();
    NavigableSet<Integer> below = new TreeSet<>(needed.headSet(width));
    below.addAll(unnest.columns());
    Pruned input = prune(unnest.input(), below);
    int[] places = Arrays.copyOf(input.places(), unnest.type().size());
    for (int i = 0; i < unnest.added().size(); i++) {
      places[width + i] = input.node().type().size() + i;
    }
    return new Pruned(
        new Unnest(
            input.node(),
            input.places(unnest.columns()),
            unnest.added(),
            unnest.outer(),
            unnest.ordinality()),
        places);
  }
}
