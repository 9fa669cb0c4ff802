package io.millrace.engine.statement;

import io.millrace.batch.Batch;
import io.millrace.batch.BatchBuilder;
import io.millrace.circuit.Circuit;
import io.millrace.engine.catalog.CatalogObject;
import io.millrace.engine.catalog.CatalogObject.MaterializedViewObject;
import io.millrace.engine.flow.ChangeCursor;
import io.millrace.engine.flow.ChangeLog;
import io.millrace.engine.flow.Delivery;
import io.millrace.engine.flow.Moment;
import io.millrace.engine.flow.Pipeline;
import io.millrace.engine.flow.ReadPoint;
import io.millrace.engine.flow.RunningCircuit;
import io.millrace.engine.flow.ScanInput;
import io.millrace.engine.result.Result;
import io.millrace.engine.result.RowCursor;
import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.operator.topn.BoundedSort;
import io.millrace.planner.PlannedQuery;
import io.millrace.planner.PlannerContext;
import io.millrace.planner.plan.OrderBy;
import io.millrace.state.StateWriter;
import io.millrace.type.RowType;
import io.millrace.zset.Consolidator;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Runs planned queries: once over one moment with throw-away state, or on and on.
 *
 * <p>{@link #cancel} may be called by any thread while a snapshot runs.
 */
final class QueryRunner {
  private final Engine engine;
  private volatile Circuits circuits;
  private final AtomicReference<Circuit> running = new AtomicReference<>();
  private volatile boolean cancelled;

  QueryRunner(Engine engine) {
    this.engine = engine;
  }

  /** Begins a statement that was planned under this context. */
  void begin(PlannerContext context) {
    circuits = new Circuits(engine.workers(), context);
    cancelled = false;
  }

  /** Waits until the views that a query reads have been computed over what there was. */
  void awaitViews(Collection<CatalogObject> read) {
    for (CatalogObject object : read) {
      if (object instanceof MaterializedViewObject view) {
        engine.flow().awaitFilled(view.pipeline());
      }
    }
  }

  /** Makes the running query end with an error. */
  void cancel() {
    cancelled = true;
    Circuit circuit = running.get();
    if (circuit != null) {
      circuit.cancel();
    }
  }

  /** Runs a query over the present moment; rows have positive weights. */
  List<Batch> snapshot(PlannedQuery query) {
    return snapshot(query, done -> {});
  }

  /**
   * Runs a query as {@link #snapshot(PlannedQuery)} does.
   *
   * @param look sees the circuit once all rows have gone through it
   */
  List<Batch> snapshot(PlannedQuery query, Consumer<RunningCircuit> look) {
    List<ScanInput> inputs = Circuits.inputs(query);
    Moment moment = engine.flow().moment(inputs.stream().map(ScanInput::dataset).toList());
    List<Batch> given = new ArrayList<>();
    RunningCircuit made = circuits.circuit(query);
    try (Circuit circuit = made.circuit()) {
      running.set(circuit);
      circuit.save(StateWriter.NOWHERE);
      for (ScanInput input : smallestFirst(inputs, moment)) {
        push(circuit, input, moment, given);
        circuit.end(input.input());
        circuit.drain(given::add);
      }
      circuit.step(given::add);
      look.accept(made);
    } finally {
      running.set(null);
    }
    List<Batch> rows = positive(query.root().type(), given);
    if (query.order().isPresent()) {
      OrderBy order = query.order().get();
      rows =
          BoundedSort.sort(
              query.root().type(), rows, order.columns(), order.offset(), order.limit());
    }
    int[] visible = IntStream.range(0, query.type().size()).toArray();
    return rows.stream().map(batch -> batch.select(visible)).toList();
  }

  /** Puts inputs in an order in which a join's larger one comes when the other has ended. */
  private static List<ScanInput> smallestFirst(List<ScanInput> inputs, Moment moment) {
    if (inputs.size() < 2) {
      return inputs;
    }
    Map<ScanInput, Long> sizes = new IdentityHashMap<>();
    inputs.forEach(input -> sizes.put(input, moment.of(input.dataset()).size()));
    return inputs.stream().sorted(Comparator.comparing(sizes::get)).toList();
  }

  /**
   * Feeds an input with rows alone, as a snapshot's circuit wants them: where newest changes take
   * rows away, they are taken away first.
   */
  private void push(Circuit circuit, ScanInput input, Moment moment, List<Batch> given) {
    ReadPoint point = moment.of(input.dataset());
    if (point.takesAway()) {
      List<Batch> all = new ArrayList<>();
      point.scan(input.columns(), input.needed(), all::add);
      RowType type = input.dataset().type().select(input.columns());
      positive(type, all).forEach(batch -> circuit.push(input.input(), batch));
      return;
    }
    point.scan(
        input.columns(),
        input.needed(),
        batch -> {
          checkCancelled();
          if (!batch.isEmpty()) {
            circuit.push(input.input(), batch);
            circuit.drain(given::add);
          }
        });
  }

  private void checkCancelled() {
    if (cancelled) {
      throw new MillraceException(ErrorCode.QUERY_CANCELED, "the query was cancelled");
    }
  }

  /** Returns the rows that are left once what was taken away has cancelled out. */
  private static List<Batch> positive(RowType type, List<Batch> given) {
    if (given.stream().allMatch(Batch::isInsertOnly)) {
      return given;
    }
    Batch rows = Consolidator.consolidate(BatchBuilder.concat(type, given));
    return rows.isEmpty() ? List.of() : List.of(rows);
  }

  /** Returns the result of a query that runs once. */
  Result.Rows rows(PlannedQuery query) {
    return new Result.Rows(query.type(), RowCursor.of(snapshot(query)), false);
  }

  /** Makes the pipeline of a query that is kept up to date. */
  Pipeline pipeline(String id, String name, PlannedQuery query, Delivery delivery) {
    Circuits made = circuits;
    return new Pipeline(id, name, () -> made.circuit(query), Circuits.inputs(query), delivery);
  }

  /** Follows a query's changes until the cursor is closed. */
  Result.Rows follow(PlannedQuery query, boolean endsWhenSettled) {
    ChangeLog log = new ChangeLog(query.type(), smallestKey(query).orElse(null));
    AtomicReference<Pipeline> pipeline = new AtomicReference<>();
    ChangeCursor cursor =
        new ChangeCursor(() -> engine.flow().locked(() -> engine.flow().remove(pipeline.get())));
    Delivery delivery = new Delivery.ToCursor(log, cursor, endsWhenSettled);
    pipeline.set(pipeline(engine.nextId(), "EMIT CHANGES", query, delivery));
    engine.flow().locked(() -> engine.flow().add(pipeline.get()));
    return new Result.Rows(log.shownType(), cursor, true);
  }

  private static Optional<int[]> smallestKey(PlannedQuery query) {
    int visible = query.type().size();
    return query.properties().keys().stream()
        .filter(key -> key.stream().allMatch(column -> column < visible))
        .min((a, b) -> Integer.compare(a.size(), b.size()))
        .map(QueryRunner::sorted);
  }

  private static int[] sorted(Set<Integer> key) {
    return key.stream().mapToInt(i -> i).sorted().toArray();
  }
}
