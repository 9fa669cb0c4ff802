package io.millrace.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.millrace.testing.Rows;
import io.millrace.type.Field;
import io.millrace.type.Type;
import java.util.List;
import org.junit.jupiter.api.Test;

class NullColumnsTest {
  private static final List<Type> TYPES =
      List.of(
          Type.BIGINT,
          Type.DOUBLE,
          new Type.DecimalType(38, 2),
          Type.VARCHAR,
          new Type.ArrayType(Type.VARCHAR),
          new Type.MapType(Type.VARCHAR, Type.BIGINT),
          new Type.StructType(
              List.of(Field.of("a", Type.BIGINT), Field.of("b", new Type.ArrayType(Type.DOUBLE)))));

  @Test
  void areNullInAsManyRowsAsAskedFor() {
    for (Type type : TYPES) {
      NullColumns nulls = new NullColumns(type);
      for (int rows : new int[] {0, 3, 200, 64, 65, 1}) {
        Column column = nulls.of(rows);
        assertEquals(rows, column.size());
        for (int row = 0; row < rows; row++) {
          assertNull(Rows.value(column, row), type + ", row " + row);
        }
        if (rows > 1) {
          Column gathered = column.gather(new int[] {1, 0, 1}, 3);
          assertNull(Rows.value(gathered, 2), type.toString());
        }
      }
    }
  }

  @Test
  void takeNoBytesInABatch() {
    Batch batch = new Batch(100, new Column[] {new NullColumns(Type.BIGINT).of(100)}, null);
    assertEquals(0, batch.bytes());
  }
}
