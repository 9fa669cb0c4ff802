package io.millrace.type;

import java.util.Objects;

/** A named column of a row type. */
public record Field(String name, Type type, boolean nullable) {
  public Field {
    Objects.requireNonNull(name);
    Objects.requireNonNull(type);
  }

  /** A column that may be null. */
  public static Field of(String name, Type type) {
    return new Field(name, type, true);
  }

  /** A column that may not be null. */
  public static Field required(String name, Type type) {
    return new Field(name, type, false);
  }

  /** Returns the name as SQL text: bare where that reads back the same, else in double quotes. */
  public String quotedName() {
    return name.matches("[A-Za-z_][A-Za-z0-9_]*") ? name : '"' + name.replace("\"", "\"\"") + '"';
  }
}
