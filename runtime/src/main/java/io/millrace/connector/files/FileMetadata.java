package io.millrace.connector.files;

import io.millrace.batch.BytesColumn;
import io.millrace.batch.Column;
import io.millrace.batch.LongColumn;
import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.type.Field;
import io.millrace.type.Type;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What a column may say about the file that a row stands in. */
enum FileMetadata {
  /** The absolute path. */
  PATH("file.path", Type.VARCHAR),
  /** The name alone. */
  NAME("file.name", Type.VARCHAR),
  /** The row's number among the rows of its file, from 1; malformed records are no rows. */
  ROW("file.row", Type.BIGINT),
  /** When the file was last modified, as it was when reading began. */
  MODIFIED("file.modified", Type.TIMESTAMPTZ),
  /** How large the file is in bytes, as stored, when reading began. */
  SIZE("file.size", Type.BIGINT);

  private final String key;
  private final Type type;

  FileMetadata(String key, Type type) {
    this.key = key;
    this.type = type;
  }

  /**
   * Returns the metadata of this key.
   *
   * @throws MillraceException INVALID_DEFINITION for an unknown key, DATATYPE_MISMATCH where the
   *     column cannot hold it
   */
  static FileMetadata of(String key, Field column) {
    for (FileMetadata metadata : values()) {
      if (metadata.key.equalsIgnoreCase(key)) {
        metadata.check(column);
        return metadata;
      }
    }
    throw new MillraceException(
        ErrorCode.INVALID_DEFINITION,
        "metadata '"
            + key
            + "' of column '"
            + column.name()
            + "' is not known to connector 'files'; there are "
            + Arrays.stream(values())
                .map(m -> "'" + m.key + "'")
                .collect(Collectors.joining(", ")));
  }

  private void check(Field column) {
    boolean fits =
        switch (this) {
          case PATH, NAME -> column.type() instanceof Type.TextType;
          case ROW, SIZE -> column.type() instanceof Type.IntegerType;
          case MODIFIED -> column.type() instanceof Type.TimestampType;
        };
    if (!fits) {
      throw new MillraceException(
          ErrorCode.DATATYPE_MISMATCH,
          "column '"
              + column.name()
              + "' is "
              + column.type().sql()
              + ", but metadata '"
              + key
              + "' is "
              + type.sql());
    }
  }

  /**
   * Returns the column of so many rows of a file.
   *
   * @param firstRow the number of the first of them
   */
  Column column(FoundFile file, long firstRow, int rows) {
    switch (this) {
      case PATH:
        return text(file.path().toAbsolutePath().normalize().toString(), rows);
      case NAME:
        return text(file.name(), rows);
      case ROW:
        {
          long[] numbers = new long[rows];
          for (int i = 0; i < rows; i++) {
            numbers[i] = firstRow + i;
          }
          return LongColumn.of(numbers);
        }
      case MODIFIED:
        return number(file.modified(), rows);
      default:
        return number(file.size(), rows);
    }
  }

  private static Column number(long value, int rows) {
    long[] values = new long[rows];
    Arrays.fill(values, value);
    return LongColumn.of(values);
  }

  private static Column text(String text, int rows) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int[] lengths = new int[rows];
    Arrays.fill(lengths, bytes.length);
    return new BytesColumn(bytes, new int[rows], lengths, null, rows);
  }
}
