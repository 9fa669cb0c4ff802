package io.millrace.lake.parquet;

import java.util.Arrays;
import java.util.List;
import org.apache.parquet.example.data.Group;

/** Rows for the reference writer, of most kinds of columns, some without values. */
final class MixedGroups {
  static final String SCHEMA =
      "required int64 a; optional int32 b; required binary c (STRING);"
          + " optional double d; required boolean e; optional binary f (STRING);";

  private MixedGroups() {}

  static void fill(Group group, int row) {
    group.append("a", row * 1_000_003L - 5);
    if (row % 3 > 0) {
      group.append("b", row * 7);
    }
    group.append("c", "text " + row);
    if (row % 5 > 0) {
      group.append("d", row / 3.0);
    }
    group.append("e", row % 7 < 3);
    if (row > 9000) {
      group.append("f", "few " + row % 4);
    }
  }

  /** Returns the values of a row that was filled, as {@link RowValues} gives them. */
  static List<Object> values(int row) {
    return Arrays.asList(
        row * 1_000_003L - 5,
        row % 3 > 0 ? row * 7L : null,
        RowValues.text("text " + row),
        row % 5 > 0 ? row / 3.0 : null,
        row % 7 < 3 ? 1L : 0L,
        row > 9000 ? RowValues.text("few " + row % 4) : null);
  }
}
