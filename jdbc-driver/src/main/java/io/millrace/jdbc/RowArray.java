package io.millrace.jdbc;

import io.millrace.type.Type;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** An array value. */
final class RowArray implements Array {
  private final Type element;
  private final List<Object> values;

  RowArray(Type element, List<Object> values) {
    this.element = element;
    this.values = Collections.unmodifiableList(values);
  }

  List<Object> values() {
    return values;
  }

  @Override
  public String getBaseTypeName() {
    return element.sql();
  }

  @Override
  public int getBaseType() {
    return JdbcTypes.code(element);
  }

  @Override
  public Object getArray() {
    return values.toArray();
  }

  @Override
  public Object getArray(Map<String, Class<?>> map) {
    return values.toArray();
  }

  @Override
  public Object getArray(long index, int count) {
    int from = Math.toIntExact(index - 1);
    return Arrays.copyOfRange(values.toArray(), from, Math.min(from + count, values.size()));
  }

  @Override
  public Object getArray(long index, int count, Map<String, Class<?>> map) {
    return getArray(index, count);
  }

  @Override
  public ResultSet getResultSet() throws SQLException {
    throw JdbcErrors.notSupported("an array as a result set");
  }

  @Override
  public ResultSet getResultSet(Map<String, Class<?>> map) throws SQLException {
    return getResultSet();
  }

  @Override
  public ResultSet getResultSet(long index, int count) throws SQLException {
    return getResultSet();
  }

  @Override
  public ResultSet getResultSet(long index, int count, Map<String, Class<?>> map)
      throws SQLException {
    return getResultSet();
  }

  @Override
  public void free() {
    // Holds nothing but its values.
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RowArray that && values.equals(that.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return JdbcText.of(this);
  }
}
