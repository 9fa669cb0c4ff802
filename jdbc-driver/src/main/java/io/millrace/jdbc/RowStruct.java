package io.millrace.jdbc;

import java.sql.Struct;
import java.util.Arrays;
import java.util.Map;

/** A row inside a row. */
record RowStruct(String typeName, Object[] values) implements Struct {

  @Override
  public String getSQLTypeName() {
    return typeName;
  }

  @Override
  public Object[] getAttributes() {
    return values.clone();
  }

  @Override
  public Object[] getAttributes(Map<String, Class<?>> map) {
    return values.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RowStruct that && Arrays.deepEquals(values, that.values);
  }

  @Override
  public int hashCode() {
    return Arrays.deepHashCode(values);
  }

  @Override
  public String toString() {
    return JdbcText.of(this);
  }
}
