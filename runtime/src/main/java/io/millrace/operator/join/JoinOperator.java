package io.millrace.operator.join;

import io.millrace.batch.Batch;
import io.millrace.batch.Column;
import io.millrace.batch.NullColumns;
import io.millrace.operator.Operator;
import io.millrace.operator.Output;
import io.millrace.operator.Predicate;
import io.millrace.state.Durable;
import io.millrace.state.Probe;
import io.millrace.state.StateReader;
import io.millrace.state.StateWriter;
import io.millrace.type.RowType;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * A join of two inputs, both of which may change.
 *
 * <p>Bilinear: a delta meets what the other input has gathered, and is then gathered itself, so
 * that each pair meets once, whichever came first. Pairs are given out at once; rows without a
 * match at the end of the step, net, by a tally of matches kept with each row of an input that the
 * join preserves. Once an input has ended, rows of the other meet it and are not gathered, and
 * those that have been are forgotten.
 *
 * <p>State: both inputs, less what expires. Cost: the pairs that are equal by key. Rows whose key
 * is null are not kept.
 */
public final class JoinOperator implements Operator, Durable {
  private static final int CHUNK_ROWS = 8_192;

  private final Join.Kind kind;
  private final JoinSide[] sides;

  /** Null where equal keys are all of the condition. */
  private final Predicate residual;

  private final int[] selected = new int[Probe.CHUNK];

  JoinOperator(Join join) {
    kind = join.kind();
    boolean filters = kind == Join.Kind.SEMI || kind == Join.Kind.ANTI;
    sides =
        new JoinSide[] {
          new JoinSide(
              join.left(), join.nullSafe(), filters || preserves(0), kind == Join.Kind.SEMI),
          new JoinSide(join.right(), join.nullSafe(), preserves(1), false)
        };
    residual = join.residual().map(Supplier::get).orElse(null);
  }

  /** Returns whether rows of an input are given out, padded, when they have no match. */
  private boolean preserves(int input) {
    return kind == Join.Kind.FULL || kind == (input == 0 ? Join.Kind.LEFT : Join.Kind.RIGHT);
  }

  private boolean givesPairs() {
    return kind != Join.Kind.SEMI && kind != Join.Kind.ANTI;
  }

  @Override
  public void process(int input, Batch delta, Output out) {
    JoinSide own = sides[input];
    Batch keyed = own.keys.select(delta, true);
    if (keyed != delta && (preserves(input) || input == 0 && kind == Join.Kind.ANTI)) {
      emitUnmatched(input, own.keys.select(delta, false), out);
    }
    if (keyed.isEmpty()) {
      return;
    }
    own.begin(keyed);
    JoinSide other = sides[1 - input];
    other.probe.start(keyed, own.input.keys(), own.hashes);
    for (int count = other.probe.next(); count > 0; count = other.probe.next()) {
      match(input, keyed, count, out);
    }
    if (!other.hasEnded) {
      own.gather(keyed);
    } else if (own.isTallied) {
      emitSettled(input, keyed, out);
    }
  }

  /** Gives out rows of which it is known for good whether they have a match. */
  private void emitSettled(int input, Batch batch, Output out) {
    boolean whenMatched = kind == Join.Kind.SEMI;
    int[] rows = new int[batch.size()];
    int count = 0;
    for (int row = 0; row < rows.length; row++) {
      rows[count] = row;
      count += (sides[input].matches[row] != 0) == whenMatched ? 1 : 0;
    }
    if (count > 0) {
      emitUnmatched(input, count == rows.length ? batch : batch.gather(rows, count), out);
    }
  }

  @Override
  public void end(int input) {
    sides[input].hasEnded = true;
  }

  /** Works on a chunk of pairs of the batch's rows with the other side's records. */
  private void match(int input, Batch batch, int pairs, Output out) {
    JoinSide own = sides[input];
    JoinSide other = sides[1 - input];
    int[] rows = other.probe.rows();
    int[] records = other.probe.records();
    int count = pairs;
    Batch joined = null;
    if (residual != null) {
      joined = join(input, batch, rows, records, count, null);
      count = residual.select(joined, selected);
      for (int i = 0; i < count; i++) {
        rows[i] = rows[selected[i]];
        records[i] = records[selected[i]];
      }
    }
    if (own.isTallied) {
      for (int i = 0; i < count; i++) {
        own.matches[rows[i]] += other.arrangement.weight(records[i]);
      }
    }
    if (other.tally != null) {
      for (int i = 0; i < count; i++) {
        other.tally.add(records[i], batch.weight(rows[i]));
      }
    }
    if (givesPairs() && count > 0) {
      emitPairs(input, batch, count, joined, pairs, out);
    }
  }

  private void emitPairs(int input, Batch batch, int count, Batch joined, int pairs, Output out) {
    JoinSide other = sides[1 - input];
    int[] rows = other.probe.rows();
    int[] records = other.probe.records();
    boolean unit = batch.weights() == null && other.arrangement.isAllOnes();
    long[] weights = null;
    if (!unit) {
      weights = new long[count];
      for (int i = 0; i < count; i++) {
        weights[i] = batch.weight(rows[i]) * other.arrangement.weight(records[i]);
      }
    }
    Batch result;
    if (joined == null) {
      result = join(input, batch, rows, records, count, weights);
    } else {
      Batch chosen = count == pairs ? joined : joined.gather(selected, count);
      result = chosen.withWeights(weights);
    }
    out.emit(RowPairs.withoutZeros(result));
  }

  private Batch join(int input, Batch batch, int[] rows, int[] records, int count, long[] weights) {
    JoinSide other = sides[1 - input];
    int ownWidth = batch.columnCount();
    int otherWidth = other.input.type().size();
    int ownFrom = input == 0 ? 0 : otherWidth;
    int otherFrom = input == 0 ? ownWidth : 0;
    Column[] columns = new Column[ownWidth + otherWidth];
    boolean same = count == batch.size() && RowPairs.countsUp(rows, count);
    for (int i = 0; i < ownWidth; i++) {
      columns[ownFrom + i] = same ? batch.column(i) : batch.column(i).gather(rows, count);
    }
    for (int i = 0; i < otherWidth; i++) {
      int key = other.keyEqualTo[i];
      columns[otherFrom + i] =
          key >= 0
              ? columns[ownFrom + sides[input].input.keys()[key]]
              : other.arrangement.gather(i, records, 0, count);
    }
    return new Batch(count, columns, weights);
  }

  @Override
  public void finish(Output out) {
    for (int input = 0; input < sides.length; input++) {
      int number = input;
      MatchTally tally = sides[input].tally;
      if (tally != null) {
        tally.finish(CHUNK_ROWS, changes -> emitUnmatched(number, changes, out));
      }
    }
    for (int input = 0; input < sides.length; input++) {
      if (sides[1 - input].hasEnded) {
        sides[input].forget();
      }
      sides[input].expire();
    }
  }

  /** Gives rows of one input out: padded, or as they are where only the left ones are asked for. */
  private void emitUnmatched(int input, Batch rows, Output out) {
    if (!givesPairs()) {
      out.emit(rows);
      return;
    }
    RowType padding = sides[1 - input].input.type();
    int width = rows.columnCount();
    Column[] columns = new Column[width + padding.size()];
    int from = input == 0 ? width : 0;
    for (int i = 0; i < padding.size(); i++) {
      columns[from + i] = NullColumns.of(padding.type(i), rows.size());
    }
    for (int i = 0; i < width; i++) {
      columns[(input == 0 ? 0 : padding.size()) + i] = rows.column(i);
    }
    out.emit(rows.withColumns(columns));
  }

  @Override
  public void save(StateWriter writer) {
    sides[0].save(writer.part("left"));
    sides[1].save(writer.part("right"));
  }

  @Override
  public void restore(StateReader reader) {
    sides[0].restore(reader.part("left"));
    sides[1].restore(reader.part("right"));
  }

  @Override
  public long stateRows() {
    return Arrays.stream(sides).mapToLong(JoinSide::stateRows).sum();
  }

  @Override
  public long stateBytes() {
    return Arrays.stream(sides).mapToLong(JoinSide::stateBytes).sum();
  }
}
