package io.millrace.operator.aggregate;

import io.millrace.aggregate.Accumulator;
import io.millrace.aggregate.CountAccumulator;
import io.millrace.aggregate.DoubleSumAccumulator;
import io.millrace.aggregate.DoubleVarianceAccumulator;
import io.millrace.aggregate.ExtremumAccumulator;
import io.millrace.aggregate.Feed;
import io.millrace.aggregate.SharedCountAccumulator;
import io.millrace.aggregate.SingleValueAccumulator;
import io.millrace.aggregate.Spread;
import io.millrace.aggregate.SumAccumulator;
import io.millrace.aggregate.TruthAccumulator;
import io.millrace.aggregate.ValueExtremumAccumulator;
import io.millrace.aggregate.ValueTable;
import io.millrace.aggregate.VarianceAccumulator;
import io.millrace.batch.Batch;
import io.millrace.batch.Column;
import io.millrace.batch.ColumnBuilder;
import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.operator.aggregate.AggregateCall.Function;
import io.millrace.state.Durable;
import io.millrace.state.GroupTable;
import io.millrace.state.RecordLayout;
import io.millrace.state.RecordStore;
import io.millrace.state.StateReader;
import io.millrace.state.StateWriter;
import io.millrace.type.RowType;
import io.millrace.type.Storage;
import io.millrace.type.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;

/**
 * The accumulators of a grouping's aggregates and the table of groups that holds their state: the
 * key's fields, then the accumulators'; slots: the number of rows, the accumulators', then what
 * need not be saved. The table may also be another's: then the accumulators are bound to its
 * records.
 */
public final class Accumulators implements Durable {
  /** Which rows an aggregate takes: several that take the same share a feed. */
  private record FeedKey(int argument, int filter, boolean values) {}

  /** A table of values that is made after the accumulators that read it. */
  private static final class ValueTableReference {
    private final int argument;
    private final List<FeedKey> feeds = new ArrayList<>();
    private ValueTable table;

    private ValueTableReference(int argument) {
      this.argument = argument;
    }
  }

  private final RowType input;
  private final boolean insertOnly;
  private final Map<FeedKey, List<AggregateCall>> calls = new LinkedHashMap<>();
  private final Map<FeedKey, List<Accumulator>> fed = new LinkedHashMap<>();
  private final Map<FeedKey, ValueTableReference> references = new LinkedHashMap<>();
  private final Map<FeedKey, CountAccumulator> counts = new LinkedHashMap<>();
  private final List<Accumulator> all = new ArrayList<>();
  private final List<Feed> feeds = new ArrayList<>();
  private final List<ValueTableReference> tableReferences = new ArrayList<>();
  private final List<ValueTable> tables = new ArrayList<>();
  private final List<Accumulator> results = new ArrayList<>();
  private final List<Type> resultTypes = new ArrayList<>();
  private GroupTable groups;
  private int rowCount;
  private int extraSlot;

  /** Makes accumulators without a table: {@link #bind} comes next. */
  public Accumulators(RowType input, List<AggregateCall> aggregates, boolean insertOnly) {
    this.input = input;
    this.insertOnly = insertOnly;
    for (AggregateCall call : aggregates) {
      refuseUnsupported(call);
      calls.computeIfAbsent(feedKey(call), key -> new ArrayList<>()).add(call);
    }
    for (FeedKey key : calls.keySet()) {
      fed.put(key, new ArrayList<>());
      if (key.values()) {
        references.put(key, reference(key));
      }
    }
    for (AggregateCall call : aggregates) {
      FeedKey key = feedKey(call);
      Accumulator accumulator = accumulator(call, references.get(key));
      fed.get(key).add(accumulator);
      all.add(accumulator);
      results.add(accumulator);
      resultTypes.add(call.resultType());
    }
  }

  /**
   * Makes accumulators and the table of groups.
   *
   * @param extraSlots how many slots the operator keeps with each group, not saved
   */
  public Accumulators(
      RowType input,
      int[] keyColumns,
      List<AggregateCall> aggregates,
      boolean insertOnly,
      int extraSlots) {
    this(input, keyColumns, keyColumns.length, aggregates, insertOnly, extraSlots);
  }

  /**
   * @param distributed how many of the key columns, from the first, rows are distributed by; fewer
   *     than all only where no values are kept beside the groups ({@link #canMerge})
   */
  Accumulators(
      RowType input,
      int[] keyColumns,
      int distributed,
      List<AggregateCall> aggregates,
      boolean insertOnly,
      int extraSlots) {
    this(input, aggregates, insertOnly);
    List<Type> keys = input.select(keyColumns).types();
    groups =
        new GroupTable(keys, distributed, fields(), slots(), tableReferences.size() + extraSlots);
    RecordLayout layout = groups.records().layout();
    int slot = slots();
    for (ValueTableReference reference : tableReferences) {
      List<AggregateCall> ofValues =
          reference.feeds.stream().flatMap(key -> calls.get(key).stream()).toList();
      boolean ordered = ofValues.stream().anyMatch(call -> isExtremum(call.function()));
      Type type = ofValues.get(0).argumentType();
      reference.table =
          new ValueTable(groups, keys, type, layout.ownedSlot(slot++), order(ordered));
      tables.add(reference.table);
    }
    extraSlot = layout.ownedSlot(slot);
    bind(groups.records(), keys.size(), layout.ownedSlot(0));
  }

  /** Returns the table for a feed: where values are only added, one for all of an argument's. */
  private ValueTableReference reference(FeedKey key) {
    ValueTableReference reference = null;
    if (insertOnly) {
      for (ValueTableReference other : tableReferences) {
        boolean shares =
            other.argument == key.argument() && other.feeds.size() < ValueTable.MOST_FEEDS;
        reference = shares ? other : reference;
      }
    }
    if (reference == null) {
      reference = new ValueTableReference(key.argument());
      tableReferences.add(reference);
    }
    reference.feeds.add(key);
    return reference;
  }

  private ValueTable.Order order(boolean ordered) {
    if (ordered) {
      return ValueTable.Order.ORDERED;
    }
    return insertOnly ? ValueTable.Order.GROWING : ValueTable.Order.UNORDERED;
  }

  /** Returns the value fields that a group's record must have, one after another. */
  public List<Type> fields() {
    return all.stream().flatMap(accumulator -> accumulator.fields().stream()).toList();
  }

  /** Returns how many slots, to be saved, a group's record must have. */
  public int slots() {
    return 1 + all.stream().mapToInt(Accumulator::slots).sum();
  }

  /** Returns whether two groups' states can be made one: no values are kept beside them. */
  public boolean canMerge() {
    return references.isEmpty();
  }

  /**
   * Tells where the groups lie.
   *
   * @param firstField the first of {@link #fields}
   * @param firstSlot the first of {@link #slots}, in longs from a record's start
   */
  public void bind(RecordStore records, int firstField, int firstSlot) {
    rowCount = firstSlot;
    int field = firstField;
    int slot = firstSlot + 1;
    for (Accumulator accumulator : all) {
      accumulator.bind(records, field, slot);
      field += accumulator.fields().size();
      slot += accumulator.slots();
    }
    fed.forEach(
        (key, accumulators) -> {
          ValueTableReference reference = references.get(key);
          ValueTable table = reference == null ? null : reference.table;
          int bit = table != null && insertOnly ? reference.feeds.indexOf(key) : -1;
          Feed feed = new Feed(key.argument(), key.filter(), table, bit);
          accumulators.forEach(feed::add);
          feeds.add(feed);
        });
  }

  private static void refuseUnsupported(AggregateCall call) {
    boolean ordered = call.function() == Function.MIN || call.function() == Function.MAX;
    if (ordered && isNested(call.argumentType())) {
      throw new MillraceException(
          ErrorCode.FEATURE_NOT_SUPPORTED,
          call.function()
              + " of "
              + call.argumentType().sql()
              + " is not supported: values of this type have no order");
    }
  }

  private static boolean isNested(Type type) {
    return type.storage() == Storage.ARRAY
        || type.storage() == Storage.MAP
        || type.storage() == Storage.ROW;
  }

  private FeedKey feedKey(AggregateCall call) {
    boolean values =
        switch (call.function()) {
          case MIN, MAX, ANY_VALUE, SINGLE_VALUE -> !insertOnly;
          case COUNT, SUM, SUM0, AVG, VAR_POP, VAR_SAMP, STDDEV_POP, STDDEV_SAMP ->
              call.distinct() && call.argument() >= 0;
          case EVERY, SOME -> false;
        };
    return new FeedKey(call.argument(), call.filter(), values);
  }

  private static boolean isExtremum(Function function) {
    return function == Function.MIN
        || function == Function.MAX
        || function == Function.ANY_VALUE
        || function == Function.SINGLE_VALUE;
  }

  private Accumulator accumulator(AggregateCall call, ValueTableReference values) {
    Type argument = call.argumentType();
    Type result = call.resultType();
    boolean floating = argument != null && argument.storage() == Storage.DOUBLE;
    return switch (call.function()) {
      case COUNT ->
          countsAllRows(call) ? new SharedCountAccumulator(() -> rowCount) : new CountAccumulator();
      case SUM, SUM0, AVG -> {
        SumAccumulator.Result made = SumAccumulator.Result.valueOf(call.function().name());
        IntSupplier counted = countsAllRows(call) ? () -> rowCount : null;
        yield floating
            ? new DoubleSumAccumulator(made, argument, result, call.place())
            : new SumAccumulator(made, argument, result, counted, call.place());
      }
      case MIN, MAX, ANY_VALUE -> extremum(call.function() == Function.MAX, argument, values);
      case SINGLE_VALUE ->
          new SingleValueAccumulator(extremum(false, argument, values), rowsOf(call.filter()));
      case EVERY, SOME -> new TruthAccumulator(call.function() == Function.EVERY);
      case VAR_POP, VAR_SAMP, STDDEV_POP, STDDEV_SAMP -> {
        Spread spread = Spread.valueOf(call.function().name());
        yield floating
            ? new DoubleVarianceAccumulator(spread, argument, result)
            : new VarianceAccumulator(spread, argument, result);
      }
    };
  }

  private static Accumulator extremum(boolean greatest, Type type, ValueTableReference values) {
    return values == null
        ? new ExtremumAccumulator(greatest, type)
        : new ValueExtremumAccumulator(greatest, () -> values.table);
  }

  /** Returns whether a call's rows are all rows of the group, so that they are counted already. */
  private boolean countsAllRows(AggregateCall call) {
    return call.filter() < 0
        && (call.argument() < 0 || (!call.distinct() && !input.field(call.argument()).nullable()));
  }

  /** Returns where the rows that pass a filter are counted, nulls too. */
  private IntSupplier rowsOf(int filter) {
    if (filter < 0) {
      return () -> rowCount;
    }
    FeedKey key = new FeedKey(-1, filter, false);
    CountAccumulator count =
        counts.computeIfAbsent(
            key,
            absent -> {
              CountAccumulator made = new CountAccumulator();
              fed.computeIfAbsent(key, none -> new ArrayList<>()).add(made);
              all.add(made);
              return made;
            });
    return count::slot;
  }

  public GroupTable groups() {
    return groups;
  }

  /** Counts a batch's rows in their groups. */
  void countRows(Batch delta, int[] rowGroups) {
    RecordStore records = groups.records();
    long[] weights = delta.weights();
    int size = delta.size();
    long[] only = records.onlyPage();
    for (int row = 0; row < size; row++) {
      int group = rowGroups[row];
      long[] page = only != null ? only : records.page(group);
      page[records.base(group) + rowCount] += weights == null ? 1 : weights[row];
    }
  }

  /** Returns builders of the results, in the order of the aggregates. */
  ColumnBuilder[] newResults(int capacity) {
    ColumnBuilder[] builders = new ColumnBuilder[resultTypes.size()];
    Arrays.setAll(builders, i -> ColumnBuilder.of(resultTypes.get(i), capacity));
    return builders;
  }

  /** Appends the results of the groups {@code list[from .. to)}. */
  void appendResults(int[] list, int from, int to, ColumnBuilder[] builders) {
    for (int i = 0; i < builders.length; i++) {
      results.get(i).append(list, from, to, builders[i]);
    }
  }

  static Column[] build(ColumnBuilder[] builders) {
    Column[] columns = new Column[builders.length];
    Arrays.setAll(columns, i -> builders[i].build());
    return columns;
  }

  /** Returns the slot with each group's number of rows, in longs from a record's start. */
  public int rowCount() {
    return rowCount;
  }

  /** Returns the first of the operator's own slots, in longs from a record's start. */
  int extraSlot() {
    return extraSlot;
  }

  /** Returns what gives each call's results, in the calls' order. */
  public List<Accumulator> results() {
    return results;
  }

  /** Takes a batch with each row's group and the hash of its key; rows are counted elsewhere. */
  public void process(Batch batch, int[] rowGroups, long[] hashes) {
    startRows();
    for (Feed feed : feeds) {
      feed.process(batch, rowGroups, hashes);
    }
  }

  /**
   * Takes some rows of a batch; see {@link Feed#process(Batch, int, int, int[], long[], long[])}.
   */
  public void process(
      Batch batch, int from, int to, int[] rowGroups, long[] hashes, long[] weights) {
    startRows();
    for (Feed feed : feeds) {
      feed.process(batch, from, to, rowGroups, hashes, weights);
    }
  }

  private void startRows() {
    for (ValueTable table : tables) {
      table.startRows();
    }
  }

  /** Gives a group what another has, which is given up afterwards; rows are counted elsewhere. */
  public void merge(int group, int other) {
    for (Accumulator accumulator : all) {
      accumulator.merge(group, other);
    }
  }

  /** Removes a group that has nothing beside its record; see {@link GroupTable#remove}. */
  void remove(int group, long hash, long distributedHash) {
    groups.remove(group, hash, distributedHash);
  }

  /** Removes a group with all it has. */
  public void remove(int group, long hash) {
    for (ValueTable table : tables) {
      table.release(group, hash);
    }
    groups.remove(group, hash);
  }

  @Override
  public void save(StateWriter writer) {
    for (int i = 0; i < tables.size(); i++) {
      tables.get(i).save(writer.part("values-" + i));
    }
    groups.save(writer);
  }

  @Override
  public void restore(StateReader reader) {
    groups.restore(reader);
    for (int i = 0; i < tables.size(); i++) {
      tables.get(i).restore(reader.part("values-" + i));
    }
  }

  @Override
  public long stateRows() {
    return groups.stateRows() + tables.stream().mapToLong(ValueTable::rows).sum();
  }

  @Override
  public long stateBytes() {
    return groups.stateBytes() + tables.stream().mapToLong(ValueTable::bytes).sum();
  }
}
