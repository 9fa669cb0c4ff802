package io.millrace.aggregate;

import io.millrace.batch.Batch;
import io.millrace.batch.BatchBuilder;
import io.millrace.batch.Column;
import io.millrace.batch.ColumnBuilder;
import io.millrace.batch.LongColumn;
import io.millrace.state.Decoder;
import io.millrace.state.Encoder;
import io.millrace.state.GroupTable;
import io.millrace.state.KeyDirectory;
import io.millrace.state.RecordLayout;
import io.millrace.state.RecordStore;
import io.millrace.state.StateReader;
import io.millrace.state.StateWriter;
import io.millrace.state.UnsavedRecords;
import io.millrace.type.Type;
import io.millrace.zset.RowHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The different values of each group and how often each is there: what DISTINCT, and MIN and MAX
 * over an input that takes rows away, need to know.
 *
 * <p>A record holds a group's number, a value, and its count; it goes when the count is 0. The
 * values that are there (count greater than 0) of a group are members of the group's {@link
 * ValueSet}.
 *
 * <p>Where values are only added ({@link Order#GROWING}), aggregates that differ in their filter
 * share a table: instead of the count a record has a bit for each, set once the value has passed
 * its filter, and each row's value is looked up once for all of them.
 */
public final class ValueTable {
  /** How many feeds may share a table whose values are only added. */
  public static final int MOST_FEEDS = 63;

  private static final int GROUP = 0;
  private static final int VALUE = 1;
  private static final int CHUNK = 1024;
  private static final int[] KEY = {GROUP, VALUE};

  /** How a table keeps a group's values together. */
  public enum Order {
    /** {@link #least} and {@link #greatest} will be asked for. */
    ORDERED,
    UNORDERED,
    /** Unordered, and no value is ever taken away from a group but with the group. */
    GROWING
  }

  private final GroupTable groups;
  private final List<Type> keysAndValue;
  private final RecordStore records;
  private final KeyDirectory directory;
  private final ValueSet members;
  private final int count;
  private final UnsavedRecords unsaved;

  private int[] found = new int[0];
  private int[] emptied = new int[16];
  private int[] changedRows = new int[0];
  private long[] changes = new long[0];

  /** The record of each of the batch's rows that has been looked up: where its turn is this one. */
  private int[] rowRecords = new int[0];

  private int[] turns = new int[0];
  private int turn;

  /**
   * @param keys the types of the groups' keys
   * @param type the values' type
   * @param root a slot of the groups' records for this table, in longs from a record's start
   * @param order what will be asked for, and what will happen to the values
   */
  public ValueTable(GroupTable groups, List<Type> keys, Type type, int root, Order order) {
    this.groups = groups;
    keysAndValue = new ArrayList<>(keys);
    keysAndValue.add(type);
    RecordLayout layout = new RecordLayout(List.of(Type.BIGINT, type), 2);
    records = new RecordStore(layout);
    directory = new KeyDirectory(records, KEY.length);
    count = layout.ownedSlot(0);
    int links = layout.ownedSlot(1);
    unsaved = new UnsavedRecords(records, new Coding());
    members =
        switch (order) {
          case ORDERED -> new OrderedValues(groups.records(), root, records, VALUE, links);
          case UNORDERED -> new LinkedValues(groups.records(), root, records, links);
          case GROWING -> new GrowingValues(groups.records(), root, records, links);
        };
  }

  /** Counts the selected values, and leaves selected only the rows where one comes or goes. */
  void apply(Selection rows) {
    int size = rows.count;
    reserve(size, rows.groups.length);
    Column values = rows.argument;
    long[] owners = new long[size];
    for (int i = 0; i < size; i++) {
      owners[i] = rows.groups[rows.row(i)];
    }
    if (rows.rows != null) {
      values = values.gather(rows.rows, size);
    } else if (values.size() != size) {
      throw new IllegalStateException("selection and column differ in size");
    }
    Batch batch = Batch.of(new LongColumn(owners, null, size), values);
    long[] hashes = new long[size];
    RowHash.hash(batch, KEY, hashes);
    directory.findOrInsert(batch, KEY, hashes, found);

    int changed = 0;
    int empty = 0;
    for (int i = 0; i < size; i++) {
      int row = rows.row(i);
      int record = found[i];
      long before = records.slot(record, count);
      long after = before + rows.weight(row);
      records.setSlot(record, count, after);
      records.markDirty(record);
      if (before > 0 != after > 0) {
        int group = rows.groups[row];
        if (after > 0) {
          members.insert(group, record);
        } else {
          members.remove(group, record);
        }
        changedRows[changed++] = row;
        changes[row] = after > 0 ? 1 : -1;
      }
      if (after == 0) {
        emptied[empty++] = i;
      }
    }
    for (int i = 0; i < empty; i++) {
      int record = found[emptied[i]];
      if (records.isLive(record) && records.slot(record, count) == 0) {
        int row = rows.row(emptied[i]);
        drop(record, rows.hashes[row], hashes[emptied[i]]);
      }
    }
    rows.rows = changedRows;
    rows.count = changed;
    rows.weights = changes;
  }

  /** Says that rows of a table that grows are others from now on, though their numbers be alike. */
  public void startRows() {
    if (++turn == 0) {
      Arrays.fill(turns, 0);
      turn = 1;
    }
  }

  /**
   * Notes the selected values as having passed a filter, and leaves selected only the rows where
   * one does for the first time; where values are only added.
   *
   * @param bit the filter's, one of {@link #MOST_FEEDS}
   */
  void add(Selection rows, int bit) {
    reserve(rows.count, rows.groups.length);
    lookUp(rows);
    long mask = 1L << bit;
    int changed = 0;
    for (int i = 0; i < rows.count; i++) {
      int row = rows.row(i);
      int record = rowRecords[row];
      long[] page = records.page(record);
      int slot = records.base(record) + count;
      long passed = page[slot];
      if ((passed & mask) == 0) {
        page[slot] = passed | mask;
        records.markDirty(record);
        if (passed == 0) {
          members.insert(rows.groups[row], record);
        }
        changedRows[changed++] = row;
      }
    }
    rows.rows = changedRows;
    rows.count = changed;
    rows.weights = null;
  }

  /** Finds or makes the records of the selected rows that have not been looked up yet. */
  private void lookUp(Selection rows) {
    if (turns.length < rows.groups.length) {
      rowRecords = new int[rows.groups.length];
      turns = new int[rows.groups.length];
      turn = 1;
    }
    int size = 0;
    for (int i = 0; i < rows.count; i++) {
      int row = rows.row(i);
      changedRows[size] = row;
      size += turns[row] == turn ? 0 : 1;
      turns[row] = turn;
    }
    if (size == 0) {
      return;
    }
    long[] owners = new long[size];
    for (int i = 0; i < size; i++) {
      owners[i] = rows.groups[changedRows[i]];
    }
    Column values =
        size == rows.argument.size() ? rows.argument : rows.argument.gather(changedRows, size);
    Batch batch = Batch.of(new LongColumn(owners, null, size), values);
    long[] hashes = new long[size];
    RowHash.hash(batch, KEY, hashes);
    directory.findOrInsert(batch, KEY, hashes, found);
    for (int i = 0; i < size; i++) {
      rowRecords[changedRows[i]] = found[i];
    }
  }

  private void reserve(int size, int rows) {
    if (found.length < size) {
      found = new int[size];
      emptied = new int[size];
    }
    if (changes.length < rows) {
      changedRows = new int[rows];
      changes = new long[rows];
    }
  }

  private void drop(int record, long groupHash, long hash) {
    unsaved.delete(record, groupHash);
    directory.remove(record, hash);
    records.free(record);
  }

  /** Forgets all values of a group that is about to be removed. */
  public void release(int group, long groupHash) {
    int[] dropped = members.clear(group);
    if (dropped.length > 0) {
      long[] hashes = hash(dropped);
      for (int i = 0; i < dropped.length; i++) {
        drop(dropped[i], groupHash, hashes[i]);
      }
    }
  }

  private long[] hash(int[] list) {
    Column[] columns = new Column[KEY.length];
    for (int field : KEY) {
      ColumnBuilder builder = ColumnBuilder.of(records.layout().types().get(field), list.length);
      records.append(field, list, 0, list.length, builder);
      columns[field] = builder.build();
    }
    long[] hashes = new long[list.length];
    RowHash.hash(new Batch(list.length, columns, null), KEY, hashes);
    return hashes;
  }

  /** Returns the record of a group's least value, or -1. */
  int least(int group) {
    return members.first(group);
  }

  /** Returns the record of a group's greatest value, or -1. */
  int greatest(int group) {
    return members.last(group);
  }

  /** Appends a record's value, or null for -1. */
  void append(int record, ColumnBuilder out) {
    if (record < 0) {
      out.appendNull();
    } else {
      records.append(record, VALUE, out);
    }
  }

  /** Writes what changed; to be called before the groups' own save. */
  public void save(StateWriter writer) {
    unsaved.save(writer);
  }

  /** A value is known by its group's key and itself, and saved where its group is. */
  private final class Coding implements UnsavedRecords.Coding {
    @Override
    public void hash(int[] list, int size, long[] hashes) {
      int[] owners = new int[size];
      for (int i = 0; i < size; i++) {
        owners[i] = owner(list[i]);
      }
      groups.hash(owners, 0, size, hashes);
    }

    @Override
    public void encodeKey(int record, Encoder out) {
      groups.records().encode(owner(record), 0, groups.keyCount(), out);
      records.encode(record, VALUE, VALUE + 1, out);
    }

    @Override
    public void encodeValue(int record, Encoder out) {
      out.putVarLong(records.slot(record, count));
    }
  }

  private int owner(int record) {
    return (int) records.slot(record, records.layout().slot(GROUP));
  }

  /** Reads what was saved, after the groups have been restored. */
  public void restore(StateReader reader) {
    int fields = keysAndValue.size();
    RecordStore decoded = new RecordStore(new RecordLayout(keysAndValue, 0));
    BatchBuilder builder = new BatchBuilder(keysAndValue, CHUNK);
    Decoder decoder = new Decoder();
    reader.scan(
        (key, value) -> {
          int record = decoded.allocate();
          decoded.decode(record, 0, fields, decoder.reset(key));
          for (int i = 0; i < fields; i++) {
            decoded.append(record, i, builder.column(i));
          }
          decoded.free(record);
          builder.endRow(decoder.reset(value).readVarLong());
          if (builder.size() == CHUNK) {
            enter(builder.build());
          }
        });
    if (!builder.isEmpty()) {
      enter(builder.build());
    }
    records.clearDirty();
  }

  private void enter(Batch batch) {
    int size = batch.size();
    int[] keys = new int[groups.keyCount()];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = i;
    }
    long[] hashes = new long[size];
    int[] owners = new int[size];
    RowHash.hash(batch, keys, hashes);
    groups.find(batch, keys, hashes, owners);
    long[] column = Arrays.stream(owners).asLongStream().toArray();
    Batch values = Batch.of(new LongColumn(column, null, size), batch.column(keys.length));
    RowHash.hash(values, KEY, hashes);
    int[] entered = new int[size];
    directory.findOrInsert(values, KEY, hashes, entered);
    for (int i = 0; i < size; i++) {
      records.setSlot(entered[i], count, batch.weight(i));
      records.setSaved(entered[i]);
      if (batch.weight(i) > 0) {
        members.insert(owners[i], entered[i]);
      }
    }
  }

  /** Returns how many different values are kept in all groups. */
  public long rows() {
    return records.size();
  }

  /** Returns roughly how many bytes of memory this takes. */
  public long bytes() {
    return records.bytes() + directory.bytes();
  }
}
