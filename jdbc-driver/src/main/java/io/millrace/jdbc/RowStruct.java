package io.millrace.jdbc;

import io.millrace.type.Field;
import io.millrace.type.Type;
import java.sql.Struct;
import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** A row inside a row: its values in order, and, as a map, by the names of its fields. */
final class RowStruct extends AbstractMap<String, Object> implements Struct {
  private final String typeName;
  private final Object[] values;
  private final Map<String, Object> byName = new LinkedHashMap<>();

  RowStruct(Type.StructType type, Object[] values) {
    this.typeName = type.sql();
    this.values = values.clone();
    for (int i = 0; i < values.length; i++) {
      Field field = type.fields().get(i);
      byName.put(field.name(), values[i]);
    }
  }

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
  public Set<Map.Entry<String, Object>> entrySet() {
    return byName.entrySet();
  }

  @Override
  public String toString() {
    return JdbcText.of(this);
  }
}
