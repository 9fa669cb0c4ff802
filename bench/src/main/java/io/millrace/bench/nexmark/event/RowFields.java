package io.millrace.bench.nexmark.event;

import io.millrace.batch.BytesBuilder;
import io.millrace.batch.Column;
import io.millrace.batch.ColumnBuilder;
import io.millrace.batch.LongBuilder;
import io.millrace.batch.Nulls;
import io.millrace.batch.RowColumn;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import io.millrace.type.Storage;
import java.util.ArrayList;
import java.util.List;

/** The fields of one kind of event, being filled: null where an event is of another kind. */
final class RowFields {
  private final List<ColumnBuilder> fields = new ArrayList<>();
  private final long[] nulls;
  private int size;

  RowFields(RowType type, int capacity) {
    for (Field field : type.fields()) {
      fields.add(
          field.type().storage() == Storage.LONG
              ? new LongBuilder(capacity)
              : new BytesBuilder(capacity));
    }
    nulls = Nulls.allocate(capacity);
  }

  LongBuilder longs(int field) {
    return (LongBuilder) fields.get(field);
  }

  BytesBuilder texts(int field) {
    return (BytesBuilder) fields.get(field);
  }

  /** Ends a row whose fields have been filled. */
  void end() {
    size++;
  }

  void appendNull() {
    for (ColumnBuilder field : fields) {
      field.appendNull();
    }
    Nulls.set(nulls, size++);
  }

  Column build() {
    return new RowColumn(fields.stream().map(ColumnBuilder::build).toList(), nulls, size);
  }
}
