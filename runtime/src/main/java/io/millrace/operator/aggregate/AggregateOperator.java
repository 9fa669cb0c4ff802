package io.millrace.operator.aggregate;

import io.millrace.batch.Batch;
import io.millrace.batch.Column;
import io.millrace.batch.ColumnBuilder;
import io.millrace.operator.Output;
import io.millrace.operator.StatefulOperator;
import io.millrace.operator.time.Expiry;
import io.millrace.state.Durable;
import io.millrace.state.RecordStore;
import io.millrace.state.StateReader;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import io.millrace.zset.RowEquality;
import io.millrace.zset.RowHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * GROUP BY: a row for each group of rows with equal keys, the key's columns and then each
 * aggregate's result.
 *
 * <p>At the end of a step each group that rows have touched gives out its old row with weight -1
 * and its new row with +1, nothing where they are equal. A group is there while its number of rows
 * is greater than 0. Without keys there is one group, always: its row comes out at the end of the
 * very first step, even without input (COUNT is 0, SUM is null); one worker alone has it.
 *
 * <p>With an expiry, whose column must be one of the keys, groups whose time the watermark has
 * passed are freed at the end of the step; what they gave out stays. On close, a group gives its
 * row out then, once, and nothing before.
 *
 * <p>State: one record a group, with the accumulators; for DISTINCT, and for MIN, MAX and the like
 * over inputs that retract, each group's different values.
 */
public final class AggregateOperator extends StatefulOperator {
  /** So many groups are finished at a time, few enough for their records to stay in the cache. */
  private static final int CHUNK = 2048;

  private final int[] keys;
  private final List<Type> keyTypes;
  private final Accumulators accumulators;
  private final RecordStore groups;
  private final TouchedGroups touched;
  private final ExpiryBuckets buckets;
  private final Expiry expiry;
  private final int expiryKey;
  private final boolean emitOnClose;

  /** What the touched groups gave out last, as many of them as a chunk has in each. */
  private final List<ColumnBuilder[]> formerResults = new ArrayList<>();

  private boolean[] wasThere = new boolean[64];
  private long[] hashes = new long[0];
  private int[] rowGroups = new int[0];
  private boolean started;

  /**
   * @param input the rows it takes
   * @param keys the input's columns by which rows are grouped, none for one group of all rows
   * @param calls the aggregates
   * @param insertOnlyInput whether no weight is ever negative, which makes MIN and MAX cheap
   * @param expiry when groups may be freed
   * @param emitOnClose whether a group gives its row out only when it expires
   * @throws io.millrace.error.MillraceException FEATURE_NOT_SUPPORTED where a function does not
   *     take an argument's type
   */
  public AggregateOperator(
      RowType input,
      int[] keys,
      List<AggregateCall> calls,
      boolean insertOnlyInput,
      Optional<Expiry> expiry,
      boolean emitOnClose) {
    this.keys = keys.clone();
    this.emitOnClose = emitOnClose;
    this.expiry = expiry.orElse(null);
    keyTypes = input.select(keys).types();
    accumulators =
        new Accumulators(input, keys, calls, insertOnlyInput, expiry.isPresent() ? 1 : 0);
    groups = accumulators.groups().records();
    touched = new TouchedGroups(groups);
    buckets = expiry.isPresent() ? new ExpiryBuckets(groups, accumulators.extraSlot()) : null;
    expiryKey = expiry.isPresent() ? indexOf(keys, this.expiry.column()) : -1;
    if (emitOnClose && this.expiry == null) {
      throw new IllegalArgumentException("only groups that expire can close");
    }
  }

  private static int indexOf(int[] keys, int column) {
    for (int i = 0; i < keys.length; i++) {
      if (keys[i] == column) {
        return i;
      }
    }
    throw new IllegalArgumentException("the expiry's column " + column + " is no key");
  }

  @Override
  public void process(int input, Batch delta, Output out) {
    int size = delta.size();
    if (hashes.length < size) {
      hashes = new long[size];
      rowGroups = new int[size];
    }
    RowHash.hash(delta, keys, hashes);
    accumulators.groups().findOrInsert(delta, keys, hashes, rowGroups);
    touch(size);
    accumulators.countRows(delta, rowGroups);
    accumulators.process(delta, rowGroups, hashes);
  }

  /** Notes the groups that this step had not touched before, with what they gave out last. */
  private void touch(int rows) {
    int from = touched.size();
    touched.addAll(rowGroups, hashes, rows);
    int to = touched.size();
    if (emitOnClose) {
      return;
    }
    if (wasThere.length < to) {
      wasThere = Arrays.copyOf(wasThere, Math.max(to, wasThere.length * 2));
    }
    int rowCount = accumulators.rowCount();
    for (int i = from; i < to; i++) {
      wasThere[i] = keys.length == 0 ? started : groups.slot(touched.group(i), rowCount) > 0;
    }
    for (int start = from; start < to; ) {
      int chunk = start / CHUNK;
      int end = Math.min(to, (chunk + 1) * CHUNK);
      if (chunk == formerResults.size()) {
        formerResults.add(accumulators.newResults(chunk == 0 ? 64 : 2 * CHUNK));
      }
      accumulators.appendResults(touched.groups(), start, end, formerResults.get(chunk));
      start = end;
    }
  }

  @Override
  public void finish(Output out) {
    if (keys.length == 0 && !started) {
      startGlobal();
    }
    for (int from = 0; from < touched.size(); from += CHUNK) {
      int to = Math.min(touched.size(), from + CHUNK);
      if (!emitOnClose) {
        ColumnBuilder[] results = formerResults.get(from / CHUNK);
        accumulators.appendResults(touched.groups(), from, to, results);
        emitChanges(from, to, results, out);
      }
      settle(from, to);
      touched.release(from, to);
    }
    touched.clear();
    formerResults.clear();
    if (expiry != null) {
      expire(expiry.watermark().current(), out);
    }
    started = true;
  }

  /** The one group of all rows is there from the first step on, whether rows have come or not. */
  private void startGlobal() {
    Batch empty = new Batch(1, new Column[0], null);
    hashes = new long[Math.max(1, hashes.length)];
    rowGroups = new int[Math.max(1, rowGroups.length)];
    RowHash.hash(empty, keys, hashes);
    accumulators.groups().findOrInsert(empty, keys, hashes, rowGroups);
    touch(1);
  }

  /**
   * Gives out the old and the new rows of touched groups where they differ.
   *
   * @param results all the old results, then all the new
   */
  private void emitChanges(int from, int to, ColumnBuilder[] results, Output out) {
    int count = to - from;
    Column[] columns = Accumulators.build(results);
    int[] owners = new int[2 * count];
    int[] rows = new int[2 * count];
    long[] weights = new long[2 * count];
    int size = 0;
    int rowCount = accumulators.rowCount();
    boolean insertOnly = true;
    for (int i = 0; i < count; i++) {
      boolean was = wasThere[from + i];
      boolean is = keys.length == 0 || groups.slot(touched.group(from + i), rowCount) > 0;
      if (was && is && equal(columns, i, count + i)) {
        continue;
      }
      if (was) {
        owners[size] = i;
        rows[size] = i;
        weights[size++] = -1;
        insertOnly = false;
      }
      if (is) {
        owners[size] = i;
        rows[size] = count + i;
        weights[size++] = 1;
      }
    }
    if (size > 0) {
      Column[] output = new Column[keys.length + columns.length];
      for (int i = 0; i < keys.length; i++) {
        output[i] = key(i, touched.groups(), from, to).gather(owners, size);
      }
      for (int i = 0; i < columns.length; i++) {
        output[keys.length + i] = columns[i].gather(rows, size);
      }
      out.emit(new Batch(size, output, insertOnly ? null : weights));
    }
  }

  private Column key(int index, int[] list, int from, int to) {
    ColumnBuilder builder = ColumnBuilder.of(keyTypes.get(index), to - from);
    groups.append(index, list, from, to, builder);
    return builder.build();
  }

  private static boolean equal(Column[] columns, int left, int right) {
    for (Column column : columns) {
      if (!RowEquality.equal(column, left, column, right)) {
        return false;
      }
    }
    return true;
  }

  /** Removes touched groups that have no rows left and puts new ones where they will expire. */
  private void settle(int from, int to) {
    int rowCount = accumulators.rowCount();
    for (int i = from; i < to; i++) {
      int group = touched.group(i);
      if (keys.length > 0 && groups.slot(group, rowCount) == 0) {
        if (buckets != null && buckets.contains(group)) {
          buckets.remove(group, expiryTime(group));
        }
        accumulators.remove(group, touched.hash(i));
      } else if (buckets != null && !buckets.contains(group)) {
        buckets.add(group, expiryTime(group));
      }
    }
  }

  private long expiryTime(int group) {
    return groups.slot(group, groups.layout().slot(expiryKey));
  }

  private void expire(long watermark, Output out) {
    int[] expired = new int[64];
    for (Long time = buckets.earliest(watermark); time != null; ) {
      int count = 0;
      while (time.equals(buckets.earliest(watermark))) {
        int group = buckets.head(time);
        buckets.remove(group, time);
        if (count == expired.length) {
          expired = Arrays.copyOf(expired, count * 2);
        }
        expired[count++] = group;
      }
      if (emitOnClose) {
        emitClosed(expired, count, out);
      }
      long[] expiredHashes = new long[count];
      accumulators.groups().hash(expired, 0, count, expiredHashes);
      for (int i = 0; i < count; i++) {
        accumulators.remove(expired[i], expiredHashes[i]);
      }
      time = buckets.earliest(watermark);
    }
  }

  private void emitClosed(int[] closed, int count, Output out) {
    int rowCount = accumulators.rowCount();
    int[] there = new int[count];
    int size = 0;
    for (int i = 0; i < count; i++) {
      if (groups.slot(closed[i], rowCount) > 0) {
        there[size++] = closed[i];
      }
    }
    if (size > 0) {
      ColumnBuilder[] results = accumulators.newResults(size);
      accumulators.appendResults(there, 0, size, results);
      Column[] output = new Column[keys.length + results.length];
      for (int i = 0; i < keys.length; i++) {
        output[i] = key(i, there, 0, size);
      }
      System.arraycopy(Accumulators.build(results), 0, output, keys.length, results.length);
      out.emit(new Batch(size, output, null));
    }
  }

  @Override
  protected Durable state() {
    return accumulators;
  }

  @Override
  public void restore(StateReader reader) {
    super.restore(reader);
    started = groups.size() > 0;
    if (buckets != null) {
      for (int group = 0; group < groups.limit(); group++) {
        if (groups.isLive(group)) {
          buckets.add(group, expiryTime(group));
        }
      }
    }
  }
}
