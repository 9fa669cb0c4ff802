package io.millrace.operator.join;

import io.millrace.batch.Batch;
import io.millrace.batch.Column;
import io.millrace.operator.Operator;
import io.millrace.operator.Output;
import io.millrace.operator.Predicate;
import io.millrace.state.Durable;
import io.millrace.state.Probe;
import io.millrace.state.StateReader;
import io.millrace.state.StateWriter;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * An inner join of several inputs on the same key, all of which may change.
 *
 * <p>Multilinear: a delta meets what all other inputs have gathered, one after the other, and is
 * then gathered itself, so that rows that belong together meet once, whichever came last. Of what
 * two inputs match nothing is kept: a tree of joins of two would keep it for the third (Viglas,
 * Naughton and Burger, Maximizing the Output Rate of Multi-Way Join Queries over Streaming
 * Information Sources, VLDB 2003). The others are met from the one with the fewest rows to the one
 * with the most, so that few are left to be looked up in the large ones.
 *
 * <p>State: all inputs, less what expires; once all others have ended, rows of one are not
 * gathered, nor kept. Cost: what matches by key. Rows whose key is null are not kept.
 */
public final class MultiJoinOperator implements Operator, Durable {
  private final JoinSide[] sides;

  /** Null where equal keys are all of the condition. */
  private final Predicate residual;

  /** How many columns all inputs have. */
  private final int width;

  private final Path[] paths;
  private final int[] selected = new int[Probe.CHUNK];

  MultiJoinOperator(MultiJoin join) {
    sides =
        join.sides().stream()
            .map(side -> new JoinSide(side, join.nullSafe(), false, false))
            .toArray(JoinSide[]::new);
    residual = join.residual().map(Supplier::get).orElse(null);
    width = Arrays.stream(sides).mapToInt(side -> side.input.type().size()).sum();
    paths = new Path[sides.length - 1];
    for (int i = 0; i < paths.length; i++) {
      paths[i] = new Path(sides.length);
    }
  }

  /**
   * Rows of a delta together with those of the inputs that it has met so far: the delta's row, and
   * by input the arrangement's.
   */
  private static final class Path {
    final int[] rows = new int[Probe.CHUNK];
    final int[][] records;
    int count;
    long[] hashes = {};

    Path(int inputs) {
      records = new int[inputs][Probe.CHUNK];
    }
  }

  /** A delta on its way through the other inputs. */
  private record Delta(int input, Batch rows, int[] others, Output out) {}

  @Override
  public void process(int input, Batch delta, Output out) {
    JoinSide own = sides[input];
    Batch keyed = own.keys.select(delta, true);
    if (keyed.isEmpty()) {
      return;
    }
    own.begin(keyed);
    int[] others = others(input);
    meet(new Delta(input, keyed, others, out), 0, keyed, own.input.keys(), own.hashes);
    if (!othersHaveEnded(input)) {
      own.gather(keyed);
    }
  }

  /** Returns the other inputs, from the one with the fewest rows to the one with the most. */
  private int[] others(int input) {
    int[] others = new int[sides.length - 1];
    int count = 0;
    for (int side = 0; side < sides.length; side++) {
      if (side == input) {
        continue;
      }
      int place = count++;
      while (place > 0 && rows(others[place - 1]) > rows(side)) {
        others[place] = others[place - 1];
        place--;
      }
      others[place] = side;
    }
    return others;
  }

  private long rows(int side) {
    return sides[side].stateRows();
  }

  private boolean othersHaveEnded(int input) {
    for (int side = 0; side < sides.length; side++) {
      if (side != input && !sides[side].hasEnded) {
        return false;
      }
    }
    return true;
  }

  /**
   * Lets what a delta has met so far meet the next input.
   *
   * @param batch a row for each that is left, with these key columns
   */
  private void meet(Delta delta, int depth, Batch batch, int[] keys, long[] hashes) {
    int side = delta.others()[depth];
    Probe probe = sides[side].probe;
    probe.start(batch, keys, hashes);
    for (int count = probe.next(); count > 0; count = probe.next()) {
      extend(delta, depth, probe, count);
      if (depth + 1 == paths.length) {
        emit(delta, paths[depth]);
      } else {
        meetNext(delta, depth);
      }
    }
  }

  /** Takes the pairs of a probe's chunk as what the delta has met so far. */
  private void extend(Delta delta, int depth, Probe probe, int count) {
    Path path = paths[depth];
    path.count = count;
    int[] pairs = probe.rows();
    System.arraycopy(probe.records(), 0, path.records[delta.others()[depth]], 0, count);
    if (depth == 0) {
      System.arraycopy(pairs, 0, path.rows, 0, count);
      return;
    }
    Path before = paths[depth - 1];
    gather(before.rows, pairs, count, path.rows);
    for (int met = 0; met < depth; met++) {
      int side = delta.others()[met];
      gather(before.records[side], pairs, count, path.records[side]);
    }
  }

  private static void gather(int[] from, int[] list, int count, int[] to) {
    for (int i = 0; i < count; i++) {
      to[i] = from[list[i]];
    }
  }

  private void meetNext(Delta delta, int depth) {
    JoinSide own = sides[delta.input()];
    Path path = paths[depth];
    if (isWhole(delta, path)) {
      meet(delta, depth + 1, delta.rows(), own.input.keys(), own.hashes);
      return;
    }
    int[] keys = own.input.keys();
    Column[] columns = new Column[keys.length];
    int[] places = new int[keys.length];
    for (int i = 0; i < keys.length; i++) {
      columns[i] = delta.rows().column(keys[i]).gather(path.rows, path.count);
      places[i] = i;
    }
    if (path.hashes.length < path.count) {
      path.hashes = new long[Probe.CHUNK];
    }
    for (int i = 0; i < path.count; i++) {
      path.hashes[i] = own.hashes[path.rows[i]];
    }
    meet(delta, depth + 1, new Batch(path.count, columns, null), places, path.hashes);
  }

  /** Returns whether each of the delta's rows is there once, in its place. */
  private static boolean isWhole(Delta delta, Path path) {
    return path.count == delta.rows().size() && RowPairs.countsUp(path.rows, path.count);
  }

  /** Gives out what has met all inputs. */
  private void emit(Delta delta, Path path) {
    Batch joined = join(delta, path);
    if (residual != null) {
      int count = residual.select(joined, selected);
      if (count == 0) {
        return;
      }
      joined = count == path.count ? joined : joined.gather(selected, count);
    }
    delta.out().emit(joined);
  }

  private Batch join(Delta delta, Path path) {
    Batch rows = delta.rows();
    int[] ownKeys = sides[delta.input()].input.keys();
    boolean same = isWhole(delta, path);
    Column[] own = new Column[rows.columnCount()];
    for (int i = 0; i < own.length; i++) {
      own[i] = same ? rows.column(i) : rows.column(i).gather(path.rows, path.count);
    }
    Column[] columns = new Column[width];
    int next = 0;
    for (int side = 0; side < sides.length; side++) {
      for (int i = 0; i < sides[side].input.type().size(); i++) {
        int key = sides[side].keyEqualTo[i];
        columns[next++] =
            side == delta.input()
                ? own[i]
                : key >= 0
                    ? own[ownKeys[key]]
                    : sides[side].arrangement.gather(i, path.records[side], 0, path.count);
      }
    }
    return RowPairs.withoutZeros(new Batch(path.count, columns, weights(delta, path)));
  }

  /** Returns the products of the weights of what has met, or null where all are 1. */
  private long[] weights(Delta delta, Path path) {
    boolean unit = delta.rows().weights() == null;
    for (int other : delta.others()) {
      unit &= sides[other].arrangement.isAllOnes();
    }
    if (unit) {
      return null;
    }
    long[] weights = new long[path.count];
    for (int i = 0; i < path.count; i++) {
      weights[i] = delta.rows().weight(path.rows[i]);
    }
    for (int other : delta.others()) {
      int[] records = path.records[other];
      for (int i = 0; i < path.count; i++) {
        weights[i] *= sides[other].arrangement.weight(records[i]);
      }
    }
    return weights;
  }

  @Override
  public void end(int input) {
    sides[input].hasEnded = true;
  }

  @Override
  public void finish(Output out) {
    for (int input = 0; input < sides.length; input++) {
      if (othersHaveEnded(input)) {
        sides[input].forget();
      }
      sides[input].expire();
    }
  }

  @Override
  public void save(StateWriter writer) {
    for (int side = 0; side < sides.length; side++) {
      sides[side].save(writer.part(part(side)));
    }
  }

  @Override
  public void restore(StateReader reader) {
    for (int side = 0; side < sides.length; side++) {
      sides[side].restore(reader.part(part(side)));
    }
  }

  private static String part(int side) {
    return "input" + side;
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
