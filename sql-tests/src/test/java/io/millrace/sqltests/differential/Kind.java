package io.millrace.sqltests.differential;

/** The kinds of values that are generated, each with a type that means the same in both. */
enum Kind {
  INTEGER("BIGINT"),
  TEXT("VARCHAR"),
  DECIMAL("DECIMAL(18, 2)"),
  DOUBLE("DOUBLE"),
  BOOLEAN("BOOLEAN"),
  DATE("DATE"),
  TIMESTAMP("TIMESTAMP");

  private final String type;

  Kind(String type) {
    this.type = type;
  }

  String type() {
    return type;
  }

  boolean isNumber() {
    return this == INTEGER || this == DECIMAL || this == DOUBLE;
  }
}
