package io.millrace.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.millrace.batch.Batch;
import io.millrace.batch.LongColumn;
import io.millrace.testing.MapStore;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import io.millrace.zset.RowHash;
import org.junit.jupiter.api.Test;

class KeptNowhereTest {
  private static final RowType TYPE =
      RowType.of(Field.required("k", Type.BIGINT), Field.required("v", Type.BIGINT));

  @Test
  void nothingIsNotedOnceNothingIsKept() {
    RecordArrangement rows = new RecordArrangement(TYPE, new int[] {0}, false, false);
    add(rows, 1, 1);
    rows.save(StateWriter.NOWHERE);
    add(rows, 2, 1);
    add(rows, 1, -1);
    assertEquals(0, rows.records().dirtyCount());
    assertEquals(1, rows.stateRows());
    MapStore store = new MapStore();
    rows.save(store);
    assertEquals(0, store.writes());
  }

  private static void add(RecordArrangement rows, long key, long weight) {
    Batch batch = Batch.of(LongColumn.of(key), LongColumn.of(7));
    long[] hashes = new long[1];
    int[] located = new int[1];
    RowHash.hash(batch, new int[] {0}, hashes);
    rows.locate(batch, hashes, located);
    rows.add(located[0] < 0 ? ~located[0] : located[0], weight);
    rows.sweep();
  }
}
