package io.millrace.planner.circuit;

import io.millrace.batch.Batch;
import io.millrace.batch.BatchBuilder;
import io.millrace.batch.Column;
import io.millrace.circuit.Circuit;
import io.millrace.circuit.Edge;
import io.millrace.circuit.Node;
import io.millrace.circuit.OperatorFactory;
import io.millrace.circuit.Workers;
import io.millrace.operator.Predicate;
import io.millrace.operator.Transform;
import io.millrace.operator.TransformOperator;
import io.millrace.operator.UnionOperator;
import io.millrace.operator.ValuesOperator;
import io.millrace.operator.aggregate.AggregateOperator;
import io.millrace.operator.aggregate.DistinctOperator;
import io.millrace.operator.aggregate.LeadingGroupsOperator;
import io.millrace.operator.aggregate.SetOperator;
import io.millrace.operator.join.UnnestOperator;
import io.millrace.operator.session.SessionAggregateOperator;
import io.millrace.operator.session.SessionAggregates;
import io.millrace.operator.session.SessionOperator;
import io.millrace.operator.session.SessionWindow;
import io.millrace.operator.time.Expiry;
import io.millrace.operator.time.LateRows;
import io.millrace.operator.time.Watermark;
import io.millrace.operator.time.WindowOperator;
import io.millrace.operator.time.Windowing;
import io.millrace.planner.build.Plans;
import io.millrace.planner.catalog.Relation.TableRelation;
import io.millrace.planner.codegen.ExpressionCompiler;
import io.millrace.planner.plan.Aggregate;
import io.millrace.planner.plan.Calc;
import io.millrace.planner.plan.Distinct;
import io.millrace.planner.plan.Join;
import io.millrace.planner.plan.Over;
import io.millrace.planner.plan.PlanNode;
import io.millrace.planner.plan.Scan;
import io.millrace.planner.plan.SetOperation;
import io.millrace.planner.plan.TopN;
import io.millrace.planner.plan.Union;
import io.millrace.planner.plan.Unnest;
import io.millrace.planner.plan.Values;
import io.millrace.planner.plan.Window;
import io.millrace.planner.property.LeadingGroups;
import io.millrace.planner.property.MultiJoins;
import io.millrace.planner.property.MultiJoins.MultiJoin;
import io.millrace.planner.property.Properties;
import io.millrace.planner.property.PropertyDerivation;
import io.millrace.planner.property.SessionGrouping;
import io.millrace.planner.property.StateExpiry;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.calcite.rex.RexNode;

/** Builds one circuit. */
final class CircuitBuilder {
  private static final Batch ONE_ROW = new Batch(1, new Column[0], null);

  private final PlanNode root;
  private final MultiJoins multiJoins;
  private final Circuit.Builder circuit;
  private final ExpressionCompiler compiler;
  private final PropertyDerivation properties;
  private final Function<TableRelation, Watermark> watermarks;
  private final Function<Scan, String> inputs;
  private final Map<String, Node> nodes = new HashMap<>();
  private final Map<String, String> descriptions = new HashMap<>();
  private final Map<String, LateRows> lateRows = new HashMap<>();

  CircuitBuilder(
      PlanNode root,
      Workers workers,
      ExpressionCompiler compiler,
      PropertyDerivation properties,
      Function<TableRelation, Watermark> watermarks,
      Function<Scan, String> inputs) {
    this.root = root;
    this.multiJoins = new MultiJoins(root, properties);
    this.circuit = Circuit.builder(workers);
    this.compiler = compiler;
    this.properties = properties;
    this.watermarks = watermarks;
    this.inputs = inputs;
  }

  TranslatedCircuit build() {
    Node output = node(root);
    return new TranslatedCircuit(circuit.build(output), descriptions, lateRows);
  }

  /** Equal sub-plans are one node. */
  private Node node(PlanNode plan) {
    if (plan instanceof Calc calc && calc.isRenaming()) {
      return node(calc.input());
    }
    String fingerprint = plan.fingerprint();
    Node known = nodes.get(fingerprint);
    if (known == null) {
      known = plan instanceof Scan scan ? input(scan) : operator(plan, fingerprint);
      nodes.put(fingerprint, known);
    }
    return known;
  }

  private Node input(Scan scan) {
    return circuit.input(inputs.apply(scan), scan.type());
  }

  private Node operator(PlanNode plan, String fingerprint) {
    if (plan instanceof Aggregate aggregate) {
      Optional<SessionGrouping> sessions = SessionGrouping.of(aggregate, properties);
      if (sessions.isPresent()) {
        return sessions("SessionAggregate-" + fingerprint, aggregate, sessions.get());
      }
    } else if (plan instanceof TopN top) {
      Optional<LeadingGroups> leading = LeadingGroups.of(top, properties);
      if (leading.isPresent()) {
        return leading("LeadingGroups-" + fingerprint, top, leading.get());
      }
    } else if (plan instanceof Join join) {
      Optional<MultiJoin> joins = multiJoins.of(join);
      if (joins.isPresent()) {
        return joins("MultiJoin-" + fingerprint, join, joins.get());
      }
    }
    String name = CircuitTranslator.kind(plan) + "-" + fingerprint;
    descriptions.put(name, plan.describe());
    if (plan instanceof Values values) {
      Batch rows = rows(values);
      return circuit.operator(
          name, plan.type(), (worker, workers) -> new ValuesOperator(rows), List.of());
    } else if (plan instanceof Calc calc) {
      Supplier<Transform> transform =
          compiler.transform(
              calc.input().type(), calc.condition().orElse(null), calc.projections());
      return operator(
          name,
          plan,
          (worker, workers) -> new TransformOperator(transform.get()),
          Edge.of(node(calc.input())));
    } else if (plan instanceof Union union) {
      return circuit.operator(
          name,
          plan.type(),
          (worker, workers) -> new UnionOperator(),
          union.inputs().stream().map(input -> Edge.of(node(input))).toList());
    } else if (plan instanceof Unnest unnest) {
      int[] columns = ints(unnest.columns());
      RowType input = unnest.input().type();
      return operator(
          name,
          plan,
          (worker, workers) ->
              new UnnestOperator(input, columns, unnest.ordinality(), unnest.outer()),
          Edge.of(node(unnest.input())));
    } else if (plan instanceof Window window) {
      return window(name, window);
    }
    return stateful(name, plan);
  }

  private Node operator(String name, PlanNode plan, OperatorFactory factory, Edge... edges) {
    return circuit.operator(name, plan.type(), factory, List.of(edges));
  }

  private Node stateful(String name, PlanNode plan) {
    if (plan instanceof Join join) {
      return join(name, join);
    } else if (plan instanceof Aggregate aggregate) {
      return aggregate(name, aggregate);
    } else if (plan instanceof Distinct distinct) {
      Optional<Expiry> expiry =
          expiry(StateExpiry.ofGroups(properties.of(distinct.input()), all(plan.type())));
      return operator(
          name,
          plan,
          (worker, workers) -> new DistinctOperator(plan.type(), expiry),
          Edge.hash(node(distinct.input()), ints(all(plan.type()))));
    } else if (plan instanceof SetOperation operation) {
      int[] columns = ints(all(plan.type()));
      SetOperator.Kind kind = SetOperator.Kind.valueOf(operation.kind().name());
      return operator(
          name,
          plan,
          (worker, workers) -> new SetOperator(kind, operation.all(), plan.type()),
          Edge.hash(node(operation.left()), columns),
          Edge.hash(node(operation.right()), columns));
    } else if (plan instanceof TopN top) {
      return topN(name, top);
    } else if (plan instanceof Over over) {
      int[] partition = ints(over.partition());
      io.millrace.operator.over.Over functions =
          new io.millrace.operator.over.Over(partition, over.order(), over.calls());
      return operator(
          name,
          over,
          (worker, workers) -> functions.operator(over.input().type()),
          Edge.hash(node(over.input()), partition));
    }
    throw new IllegalStateException("no operator for " + plan.describe());
  }

  private Node window(String name, Window window) {
    LateRows late = new LateRows();
    lateRows.put(name, late);
    int watermark = window.late() ? window.kept() : -1;
    if (window.kind() == Window.Kind.SESSION) {
      Optional<Watermark> freeing = freeing(window);
      int[] keys = ints(window.sessionKeys());
      return operator(
          name,
          window,
          (worker, workers) ->
              new SessionOperator(
                  window.input().type(),
                  keys,
                  window.timeColumn(),
                  watermark,
                  window.size(),
                  freeing,
                  late),
          Edge.hash(node(window.input()), keys));
    }
    Windowing windowing =
        new Windowing(
            Windowing.Kind.valueOf(window.kind().name()),
            window.timeColumn(),
            window.size(),
            window.slide() == 0 ? window.size() : window.slide(),
            window.offset());
    return operator(
        name,
        window,
        (worker, workers) -> new WindowOperator(windowing, watermark, window.sliced(), late),
        Edge.of(node(window.input())));
  }

  /** Returns the promise by which sessions are over, if there is one. */
  private Optional<Watermark> freeing(Window window) {
    return StateExpiry.ofSessions(properties.of(window), window)
        .map(expiry -> smallest(expiry.promised()));
  }

  /** An aggregate by session, and its window. */
  private Node sessions(String name, Aggregate aggregate, SessionGrouping grouping) {
    Window window = grouping.window();
    descriptions.put(name, aggregate.describe() + " over " + window.describe());
    LateRows late = new LateRows();
    lateRows.put(name, late);
    RowType input = window.input().type();
    int[] keys = ints(window.sessionKeys());
    SessionWindow sessions =
        new SessionWindow(
            keys, window.timeColumn(), window.late() ? window.kept() : -1, window.size());
    Optional<Watermark> freeing = freeing(window);
    Optional<Supplier<Transform>> transform =
        grouping.projections().isEmpty()
            ? Optional.empty()
            : Optional.of(compiler.transform(input, null, grouping.projections()));
    return operator(
        name,
        aggregate,
        (worker, workers) ->
            new SessionAggregateOperator(
                input,
                sessions,
                new SessionAggregates(
                    grouping.calls(),
                    grouping.arguments(),
                    transform.map(Supplier::get),
                    ints(grouping.output()),
                    aggregate.onWindowClose()),
                freeing,
                late),
        Edge.hash(node(window.input()), keys));
  }

  private Node aggregate(String name, Aggregate aggregate) {
    Properties input = properties.of(aggregate.input());
    Optional<Expiry> expiry = expiry(StateExpiry.ofGroups(input, aggregate.keys()));
    int[] keys = ints(aggregate.keys());
    return operator(
        name,
        aggregate,
        (worker, workers) ->
            new AggregateOperator(
                aggregate.input().type(),
                keys,
                aggregate.calls(),
                input.insertOnly(),
                expiry,
                aggregate.onWindowClose()),
        Edge.hash(node(aggregate.input()), keys));
  }

  /** A ranking of groups, and what makes the groups. */
  private Node leading(String name, TopN top, LeadingGroups groups) {
    Aggregate aggregate = groups.aggregate();
    descriptions.put(name, top.describe() + " over " + aggregate.describe());
    RowType input = aggregate.input().type();
    boolean insertOnly = properties.of(aggregate.input()).insertOnly();
    Optional<Expiry> expiry =
        groups
            .freeing(properties)
            .map(freeing -> new Expiry(freeing.getKey(), smallest(freeing.getValue())));
    Node leaders =
        operator(
            name,
            aggregate,
            (worker, workers) ->
                new LeadingGroupsOperator(input, groups.leading(), insertOnly, expiry),
            Edge.hash(node(aggregate.input()), ints(groups.partition())));
    return groups
        .calc()
        .filter(calc -> !calc.isRenaming())
        .map(calc -> over(leaders, calc, name))
        .orElse(leaders);
  }

  private Node over(Node input, Calc calc, String name) {
    Supplier<Transform> transform =
        compiler.transform(calc.input().type(), null, calc.projections());
    String own = "Calc-of-" + name;
    descriptions.put(own, calc.describe());
    return operator(
        own, calc, (worker, workers) -> new TransformOperator(transform.get()), Edge.of(input));
  }

  private Node topN(String name, TopN top) {
    boolean insertOnly = properties.of(top.input()).insertOnly();
    int[] partition = ints(top.partition());
    io.millrace.operator.topn.TopN rows =
        new io.millrace.operator.topn.TopN(
            partition,
            top.order(),
            top.ranking(),
            top.offset(),
            top.limit() == Long.MAX_VALUE ? io.millrace.operator.topn.TopN.UNLIMITED : top.limit(),
            top.rank().isPresent());
    return operator(
        name,
        top,
        (worker, workers) -> rows.operator(top.input().type(), insertOnly),
        Edge.hash(node(top.input()), partition));
  }

  private Node join(String name, Join join) {
    Optional<Supplier<Predicate>> residual =
        join.residual().map(condition -> compiler.predicate(join.pairType(), condition));
    int[] leftKeys = ints(join.leftKeys());
    int[] rightKeys = ints(join.rightKeys());
    io.millrace.operator.join.Join specification =
        new io.millrace.operator.join.Join(
            io.millrace.operator.join.Join.Kind.valueOf(join.kind().name()),
            side(join, true),
            side(join, false),
            nullSafe(join),
            residual);
    return operator(
        name,
        join,
        (worker, workers) -> specification.operator(),
        Edge.hash(node(join.left()), leftKeys),
        Edge.hash(node(join.right()), rightKeys));
  }

  private static boolean[] nullSafe(Join join) {
    boolean[] nullSafe = new boolean[join.nullSafe().size()];
    for (int i = 0; i < nullSafe.length; i++) {
      nullSafe[i] = join.nullSafe().get(i);
    }
    return nullSafe;
  }

  /** A join, and those below it on the same key. */
  private Node joins(String name, Join join, MultiJoin joins) {
    descriptions.put(name, join.describe() + ", of " + joins.inputs().size() + " inputs");
    List<io.millrace.operator.join.Join.Side> sides = new ArrayList<>();
    List<Edge> edges = new ArrayList<>();
    for (int i = 0; i < joins.inputs().size(); i++) {
      PlanNode input = joins.inputs().get(i);
      int[] keys = ints(joins.keys().get(i));
      sides.add(
          new io.millrace.operator.join.Join.Side(
              input.type(), keys, properties.of(input).insertOnly(), Optional.empty()));
      edges.add(Edge.hash(node(input), keys));
    }
    RowType all =
        sides.stream()
            .map(io.millrace.operator.join.Join.Side::type)
            .reduce(RowType::concat)
            .orElseThrow();
    List<RexNode> pair =
        joins.columns().stream().map(column -> Plans.reference(all, column)).toList();
    io.millrace.operator.join.MultiJoin specification =
        new io.millrace.operator.join.MultiJoin(
            sides,
            nullSafe(join),
            join.residual()
                .map(condition -> compiler.predicate(all, Plans.inline(condition, pair))));
    Node joined = circuit.operator(name, all, (worker, workers) -> specification.operator(), edges);
    if (joins.keepsOrder()) {
      return joined;
    }
    String own = "Calc-of-" + name;
    descriptions.put(own, "Calc " + join.type().fields().stream().map(Field::quotedName).toList());
    Supplier<Transform> transform = compiler.transform(all, null, pair);
    return operator(
        own, join, (worker, workers) -> new TransformOperator(transform.get()), Edge.of(joined));
  }

  private io.millrace.operator.join.Join.Side side(Join join, boolean left) {
    PlanNode own = left ? join.left() : join.right();
    return new io.millrace.operator.join.Join.Side(
        own.type(),
        ints(left ? join.leftKeys() : join.rightKeys()),
        properties.of(own).insertOnly(),
        expiry(StateExpiry.ofSide(join, left, properties)));
  }

  private Optional<Expiry> expiry(Optional<StateExpiry> state) {
    return state.map(
        expiry -> new Expiry(expiry.column(), smallest(expiry.promised()).behind(expiry.delay())));
  }

  private Watermark smallest(Collection<TableRelation> relations) {
    List<Watermark> promises = relations.stream().map(watermarks).toList();
    return promises.size() == 1
        ? promises.get(0)
        : () -> promises.stream().mapToLong(Watermark::current).min().orElse(Watermark.NONE);
  }

  private Batch rows(Values values) {
    BatchBuilder builder = new BatchBuilder(values.type(), values.rows().size());
    for (List<? extends RexNode> row : values.rows()) {
      List<RexNode> typed = Plans.cast(row, values.type());
      builder.append(compiler.project(RowType.of(), typed).get().apply(ONE_ROW), 0, 1);
    }
    return builder.build();
  }

  private static List<Integer> all(RowType type) {
    return java.util.stream.IntStream.range(0, type.size()).boxed().toList();
  }

  private static int[] ints(List<Integer> columns) {
    return Arrays.stream(columns.toArray(Integer[]::new)).mapToInt(i -> i).toArray();
  }
}
