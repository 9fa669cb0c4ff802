package io.millrace.planner;

import io.millrace.batch.ArrayBuilder;
import io.millrace.batch.Batch;
import io.millrace.batch.BatchBuilder;
import io.millrace.batch.BytesBuilder;
import io.millrace.batch.ColumnBuilder;
import io.millrace.batch.DoubleBuilder;
import io.millrace.batch.LongBuilder;
import io.millrace.circuit.Workers;
import io.millrace.operator.time.WatermarkAssigner;
import io.millrace.operator.topn.BoundedSort;
import io.millrace.planner.catalog.WatermarkColumn;
import io.millrace.planner.circuit.CircuitTranslator;
import io.millrace.planner.circuit.TranslatedCircuit;
import io.millrace.planner.function.kernel.JavaValues;
import io.millrace.planner.plan.OrderBy;
import io.millrace.planner.plan.Scan;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Runs a planned query over changes of its tables and gathers what comes out. The watermark of a
 * stream is the largest time so far.
 */
final class CircuitRun implements AutoCloseable {
  private final PlannedQuery query;
  private final Workers workers;
  private final TranslatedCircuit translated;
  private final Map<String, WatermarkAssigner> watermarks = new HashMap<>();
  private final Map<List<Object>, Long> contents = new HashMap<>();
  private final List<Batch> deltas = new ArrayList<>();

  CircuitRun(PlannedQuery query, PlannerContext context, int workerCount) {
    this.query = query;
    workers = new Workers(workerCount);
    translated =
        new CircuitTranslator(
                context,
                relation ->
                    watermarks.computeIfAbsent(
                        relation.identity(), name -> new WatermarkAssigner()))
            .translate(query, workers, CircuitRun::name);
  }

  private static String name(Scan scan) {
    return scan.identity();
  }

  TranslatedCircuit translated() {
    return translated;
  }

  /** Puts rows into a table, or takes them away; a row's values are as in {@code INSERT}. */
  CircuitRun change(String table, long weight, Object[]... rows) {
    for (Scan scan : query.scans()) {
      if (scan.relation().identity().equals(table)) {
        translated.circuit().push(name(scan), batch(scan, weight, rows));
      }
    }
    return this;
  }

  /** Ends a step. */
  CircuitRun step() {
    translated
        .circuit()
        .step(
            batch -> {
              deltas.add(batch);
              gather(batch);
            });
    contents.values().removeIf(weight -> weight == 0);
    return this;
  }

  /** Returns the rows that are there, printed in order: {@code [1, a] x2}. */
  List<String> rows() {
    Map<String, Long> printed = new TreeMap<>();
    contents.forEach((row, weight) -> printed.merge(row.toString(), weight, Long::sum));
    List<String> rows = new ArrayList<>();
    printed.forEach((row, weight) -> rows.add(weight == 1 ? row : row + " x" + weight));
    return rows;
  }

  /** Returns a snapshot's rows, cut to its limit, printed in order as {@link #rows} does. */
  List<String> shown() {
    if (query.order().isEmpty()) {
      return rows();
    }
    OrderBy order = query.order().get();
    contents.clear();
    BoundedSort.sort(query.root().type(), deltas, order.columns(), order.offset(), order.limit())
        .forEach(this::gather);
    return rows();
  }

  private void gather(Batch batch) {
    for (int row = 0; row < batch.size(); row++) {
      List<Object> values = new ArrayList<>();
      for (int column = 0; column < query.type().size(); column++) {
        Type type = query.root().type().type(column);
        values.add(JavaValues.of(type, batch.column(column), row));
      }
      contents.merge(values, batch.weight(row), Long::sum);
    }
  }

  private Batch batch(Scan scan, long weight, Object[]... rows) {
    RowType all = scan.relation().type();
    BatchBuilder builder = new BatchBuilder(scan.type(), rows.length);
    for (Object[] row : rows) {
      int place = 0;
      for (int column : scan.columns()) {
        append(builder.column(place++), all.type(column), row[column]);
      }
      if (scan.withWatermark()) {
        WatermarkColumn watermark = scan.relation().watermark().orElseThrow();
        WatermarkAssigner assigner =
            watermarks.computeIfAbsent(scan.relation().identity(), name -> new WatermarkAssigner());
        LongBuilder times = new LongBuilder(1);
        append(times, all.type(watermark.column()), row[watermark.column()]);
        ((LongBuilder) builder.column(place))
            .appendLong(assigner.assign(times.build()).values()[0]);
      }
      builder.endRow(weight);
    }
    return builder.build();
  }

  private static void append(ColumnBuilder builder, Type type, Object value) {
    if (value == null) {
      builder.appendNull();
    } else if (builder instanceof DoubleBuilder doubles) {
      doubles.appendDouble(((Number) value).doubleValue());
    } else if (builder instanceof BytesBuilder bytes) {
      bytes.appendText((String) value);
    } else if (builder instanceof ArrayBuilder) {
      throw new IllegalArgumentException("arrays are null in these tests");
    } else if (type instanceof Type.TimestampType) {
      LocalDateTime time = LocalDateTime.parse(((String) value).replace(' ', 'T'));
      ((LongBuilder) builder).appendLong(time.toEpochSecond(ZoneOffset.UTC) * 1_000_000);
    } else if (type instanceof Type.DecimalType decimal) {
      ((LongBuilder) builder)
          .appendLong(
              new BigDecimal(value.toString())
                  .setScale(decimal.scale())
                  .unscaledValue()
                  .longValueExact());
    } else {
      ((LongBuilder) builder).appendLong(((Number) value).longValue());
    }
  }

  @Override
  public void close() {
    translated.circuit().close();
    workers.close();
  }
}
