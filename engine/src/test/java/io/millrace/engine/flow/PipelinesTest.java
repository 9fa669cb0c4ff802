package io.millrace.engine.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.millrace.batch.Batch;
import io.millrace.circuit.Circuit;
import io.millrace.circuit.Edge;
import io.millrace.circuit.Node;
import io.millrace.circuit.Workers;
import io.millrace.connector.Sink;
import io.millrace.operator.Operator;
import io.millrace.operator.Output;
import io.millrace.state.Durable;
import io.millrace.state.StateReader;
import io.millrace.state.StateWriter;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PipelinesTest {
  private static final RowType TYPE = RowType.of(Field.required("a", Type.BIGINT));

  /** Where its state was to be saved, each time whether it is kept there. */
  private final List<Boolean> saves = new ArrayList<>();

  private final Workers workers = new Workers(1);

  @AfterEach
  void closeWorkers() {
    workers.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void operatorsNoteNothingWhereTheirStateIsNeverSaved(boolean keepsState) {
    Pipelines pipelines = new Pipelines(new Incidents(Clock.systemUTC()), keepsState, () -> {});
    Pipeline pipeline =
        new Pipeline("1", "p", this::circuit, List.of(), new Delivery.ToSink(new Nothing()));
    pipelines.add(pipeline);
    pipelines.fill();
    assertEquals(keepsState ? List.of() : List.of(false), saves);
    pipeline.close();
  }

  private RunningCircuit circuit() {
    Circuit.Builder builder = Circuit.builder(workers);
    Node input = builder.input("in", TYPE);
    Node output =
        builder.operator(
            "noting", TYPE, (worker, count) -> new Noting(), List.of(Edge.single(input)));
    return new RunningCircuit(builder.build(output), Map.of(), List.of());
  }

  private final class Noting implements Operator, Durable {
    @Override
    public void process(int input, Batch delta, Output out) {
      out.emit(delta);
    }

    @Override
    public void save(StateWriter writer) {
      saves.add(writer.isKept());
    }

    @Override
    public void restore(StateReader reader) {
      // Has nothing.
    }

    @Override
    public long stateRows() {
      return 0;
    }

    @Override
    public long stateBytes() {
      return 0;
    }
  }

  private static final class Nothing implements Sink {
    @Override
    public void write(Batch delta) {
      // Nobody looks.
    }

    @Override
    public void commit(long epoch) {
      // Nothing is held.
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
