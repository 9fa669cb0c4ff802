package io.millrace.engine.catalog;

import java.util.Locale;

/** A schema's name and an object's; equal without regard to case, kept as created. */
public record ObjectName(String schema, String name) {

  @Override
  public boolean equals(Object other) {
    return other instanceof ObjectName that
        && schema.equalsIgnoreCase(that.schema)
        && name.equalsIgnoreCase(that.name);
  }

  @Override
  public int hashCode() {
    return key().hashCode();
  }

  /** Returns the name in lower case: the same for equal names. */
  public String key() {
    return (schema + "." + name).toLowerCase(Locale.ROOT);
  }

  /** Returns the name as messages show it: without the default schema. */
  @Override
  public String toString() {
    return schema.equalsIgnoreCase(Catalog.DEFAULT_SCHEMA) ? name : schema + "." + name;
  }
}
