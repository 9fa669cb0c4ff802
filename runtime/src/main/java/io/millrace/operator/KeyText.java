package io.millrace.operator;

import io.millrace.batch.Batch;
import io.millrace.batch.ValueText;
import io.millrace.type.RowType;
import java.util.StringJoiner;

/** A key as an error message shows it: {@code (order_id) = (5)}. */
final class KeyText {
  private KeyText() {}

  static String of(RowType type, int[] key, Batch batch, int row) {
    StringJoiner names = new StringJoiner(", ", "(", ")");
    for (int column : key) {
      names.add(type.field(column).quotedName());
    }
    return names + " = " + ValueText.row(type.select(key), batch.select(key), row);
  }
}
