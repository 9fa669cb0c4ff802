package io.millrace.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.millrace.batch.Batch;
import io.millrace.batch.BatchBuilder;
import io.millrace.testing.MapStore;
import io.millrace.testing.RandomRows;
import io.millrace.testing.Rows;
import io.millrace.type.Field;
import io.millrace.type.Type;
import io.millrace.zset.RowHash;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupTableTest {
  private static final Type DECIMAL = new Type.DecimalType(38, 4);
  private static final Type ROW =
      new Type.StructType(List.of(Field.of("a", Type.BIGINT), Field.of("b", Type.VARCHAR)));
  private static final List<List<Type>> KEYS =
      List.of(
          List.of(Type.BIGINT),
          List.of(Type.VARCHAR),
          List.of(Type.DOUBLE, Type.VARCHAR),
          List.of(DECIMAL, Type.BIGINT, Type.UUID),
          List.of(new Type.ArrayType(Type.VARCHAR), ROW),
          List.of(new Type.MapType(Type.BIGINT, new Type.ArrayType(Type.DOUBLE))),
          List.of());

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void behavesAsAMap(long seed) {
    for (List<Type> keys : KEYS) {
      for (double nulls : new double[] {0, 0.2}) {
        run(seed, keys, nulls);
      }
    }
  }

  private void run(long seed, List<Type> keys, double nulls) {
    Random random = new Random(seed);
    RandomRows rows = new RandomRows(random, seed % 2 == 0 ? 40 : 2000);
    int[] columns = IntStream.range(0, keys.size()).toArray();
    Map<List<Object>, Object> model = new HashMap<>();
    MapStore saved = new MapStore();
    GroupTable table = new GroupTable(keys, List.of(Type.VARCHAR), 1, 1);
    int payload = keys.size();
    for (int step = 0; step < 60; step++) {
      int size = 1 + random.nextInt(300);
      Batch batch = rows.batch(keys, size, nulls);
      Batch values = rows.batch(List.of(Type.VARCHAR), size, nulls);
      long[] hashes = new long[size];
      int[] records = new int[size];
      RowHash.hash(batch, columns, hashes);
      if (random.nextInt(3) > 0) {
        table.findOrInsert(batch, columns, hashes, records);
        int slot = table.records().layout().ownedSlot(0);
        for (int row = 0; row < size; row++) {
          table.records().write(records[row], payload, values.column(0), row);
          table.records().setSlot(records[row], slot, step);
          table.records().markDirty(records[row]);
          model.put(Rows.row(batch, row), Rows.value(values.column(0), row) + " " + step);
        }
      } else {
        for (int row = 0; row < size; row++) {
          int record = table.find(batch, columns, row, hashes[row]);
          assertEquals(model.containsKey(Rows.row(batch, row)), record >= 0);
          if (record >= 0 && random.nextInt(4) > 0) {
            table.remove(record, hashes[row]);
            model.remove(Rows.row(batch, row));
          }
        }
      }
      if (random.nextInt(4) == 0) {
        table.save(saved);
        assertEquals(model.size(), saved.entries(), "saved, seed " + seed);
      }
      if (random.nextInt(10) == 0) {
        table.save(saved);
        table = new GroupTable(keys, List.of(Type.VARCHAR), 1, 1);
        table.restore(saved.reader());
      }
      assertEquals(model, contents(table, keys), "seed " + seed + ", keys " + keys);
      assertEquals(model.size(), table.stateRows());
    }
  }

  private static Map<List<Object>, Object> contents(GroupTable table, List<Type> keys) {
    RecordStore records = table.records();
    List<Type> types = new ArrayList<>(keys);
    types.add(Type.VARCHAR);
    BatchBuilder builder = new BatchBuilder(types, 16);
    List<Long> steps = new ArrayList<>();
    for (int record = 0; record < records.limit(); record++) {
      if (records.isLive(record)) {
        for (int i = 0; i < types.size(); i++) {
          records.append(record, i, builder.column(i));
        }
        builder.endRow(1);
        steps.add(records.slot(record, records.layout().ownedSlot(0)));
      }
    }
    Batch batch = builder.build();
    Map<List<Object>, Object> contents = new HashMap<>();
    for (int row = 0; row < batch.size(); row++) {
      List<Object> values = Rows.row(batch, row);
      Object value = values.remove(keys.size());
      contents.put(values, value + " " + steps.get(row));
    }
    return contents;
  }
}
