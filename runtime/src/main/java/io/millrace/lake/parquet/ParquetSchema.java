package io.millrace.lake.parquet;

import io.millrace.type.Field;
import io.millrace.type.RowType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Which row type a Parquet file has. */
public final class ParquetSchema {
  private ParquetSchema() {}

  /**
   * Returns the row type of a file. Integers without a sign become the next larger type, INT96 a
   * timestamp, nanoseconds microseconds.
   *
   * @throws io.millrace.error.MillraceException as {@link ParquetFile#open}
   */
  public static RowType of(Path file) {
    return of(ParquetFile.open(file));
  }

  /** Returns the row type of a file whose footer has been read. */
  public static RowType of(ParquetFile file) {
    List<Field> fields = new ArrayList<>();
    try {
      for (SchemaNode child : file.schema.children) {
        fields.add(new Field(child.name(), FileTypes.typeOf(child), child.isOptional()));
      }
    } catch (RuntimeException e) {
      throw ParquetFile.failed(file.path(), e);
    }
    return new RowType(fields);
  }
}
