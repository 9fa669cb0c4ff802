package io.millrace.lake.parquet;

import io.millrace.type.Field;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import java.util.List;

/**
 * A column as it is to be written to a file, or looked for in one.
 *
 * @param name its name in the file
 * @param fieldId its id in the file, or {@link #NO_ID}
 * @param nullable whether it may be null; reading takes nulls in any case
 * @param type its type in memory
 * @param children the fields of a row, the element of an array, key and value of a map; else empty
 */
public record ParquetColumn(
    String name, int fieldId, boolean nullable, Type type, List<ParquetColumn> children) {
  /** No field id: the column is known by its name alone. */
  public static final int NO_ID = -1;

  public ParquetColumn {
    children = List.copyOf(children);
  }

  /** A column of this name and type, nested fields by their own names, without ids. */
  public static ParquetColumn of(Field field) {
    return of(field.name(), field.type(), field.nullable());
  }

  /** Columns with the names and types of a row type, without ids. */
  public static List<ParquetColumn> of(RowType type) {
    return type.fields().stream().map(ParquetColumn::of).toList();
  }

  private static ParquetColumn of(String name, Type type, boolean nullable) {
    List<ParquetColumn> children = List.of();
    if (type instanceof Type.StructType struct) {
      children = struct.fields().stream().map(ParquetColumn::of).toList();
    } else if (type instanceof Type.ArrayType array) {
      children = List.of(of("element", array.element(), true));
    } else if (type instanceof Type.MapType map) {
      children = List.of(of("key", map.key(), false), of("value", map.value(), true));
    }
    return new ParquetColumn(name, NO_ID, nullable, type, children);
  }
}
