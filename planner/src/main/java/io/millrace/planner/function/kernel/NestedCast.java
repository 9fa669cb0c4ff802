package io.millrace.planner.function.kernel;

import io.millrace.batch.ArrayColumn;
import io.millrace.batch.Column;
import io.millrace.batch.ColumnBuilder;
import io.millrace.batch.MapColumn;
import io.millrace.batch.RowColumn;
import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.type.Type;
import java.util.ArrayList;
import java.util.List;

/**
 * CAST of an array, map or row to another of the same shape: the parts that differ in type are cast
 * column by column by a function that the compiler supplies.
 */
public final class NestedCast {

  /** Casts all values of a column. */
  @FunctionalInterface
  public interface Scalar {
    Column cast(Column column);
  }

  /** Finds the cast of one scalar type to another. */
  @FunctionalInterface
  public interface Scalars {
    Scalar find(Type from, Type to);
  }

  private final Type from;
  private final Type to;
  private final Scalars scalars;

  public NestedCast(Type from, Type to, Scalars scalars) {
    this.from = from;
    this.to = to;
    this.scalars = scalars;
  }

  /** Casts one value. */
  public void apply(Column column, int row, Result out) {
    // A copy, so that all that is cast belongs to this value.
    ColumnBuilder copy = ColumnBuilder.of(from, 1);
    copy.append(column, row);
    out.column = cast(copy.build(), from, to);
    out.row = 0;
  }

  private Column cast(Column column, Type source, Type target) {
    if (source.equals(target)) {
      return column;
    } else if (source instanceof Type.ArrayType array && target instanceof Type.ArrayType other) {
      ArrayColumn arrays = (ArrayColumn) column;
      return new ArrayColumn(
          cast(arrays.elements(), array.element(), other.element()),
          arrays.starts(),
          arrays.lengths(),
          arrays.nulls(),
          arrays.size());
    } else if (source instanceof Type.MapType map && target instanceof Type.MapType other) {
      MapColumn maps = (MapColumn) column;
      return new MapColumn(
          cast(maps.keys(), map.key(), other.key()),
          cast(maps.values(), map.value(), other.value()),
          maps.starts(),
          maps.lengths(),
          maps.nulls(),
          maps.size());
    } else if (source instanceof Type.StructType struct
        && target instanceof Type.StructType other
        && struct.fields().size() == other.fields().size()) {
      RowColumn rows = (RowColumn) column;
      List<Column> fields = new ArrayList<>();
      for (int f = 0; f < rows.fields().size(); f++) {
        fields.add(
            cast(
                rows.fields().get(f), struct.fields().get(f).type(), other.fields().get(f).type()));
      }
      return new RowColumn(fields, rows.nulls(), rows.size());
    } else if (isNested(source) || isNested(target)) {
      throw new MillraceException(
          ErrorCode.DATATYPE_MISMATCH, "cannot cast " + source.sql() + " to " + target.sql());
    }
    return scalars.find(source, target).cast(column);
  }

  private static boolean isNested(Type type) {
    return type instanceof Type.ArrayType
        || type instanceof Type.MapType
        || type instanceof Type.StructType;
  }
}
