package io.millrace.engine.statement;

import io.millrace.engine.catalog.CatalogObject;
import io.millrace.engine.catalog.ObjectName;
import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.error.Position;
import io.millrace.parser.text.SourcePosition;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The errors of statements, worded in one place. */
final class Errors {
  private Errors() {}

  static Position at(SourcePosition position) {
    return new Position(position.line(), position.column());
  }

  static MillraceException notSupported(String what, SourcePosition position) {
    return new MillraceException(
        ErrorCode.FEATURE_NOT_SUPPORTED, what + " is not supported", at(position));
  }

  static MillraceException exists(CatalogObject object, SourcePosition position) {
    return new MillraceException(
        ErrorCode.DUPLICATE_TABLE,
        kind(object)
            + " '"
            + object.name()
            + "' exists already; drop it first, or say OR REPLACE or IF NOT EXISTS",
        at(position));
  }

  static MillraceException noSchema(String schema, SourcePosition position) {
    return new MillraceException(
        ErrorCode.UNDEFINED_SCHEMA,
        "schema '" + schema + "' not found; CREATE SCHEMA makes one",
        at(position));
  }

  static MillraceException systemSchema(String schema, SourcePosition position) {
    return new MillraceException(
        ErrorCode.INSUFFICIENT_PRIVILEGE,
        "schema '"
            + schema
            + "' is the system's own: nothing can be made, changed or dropped in it",
        at(position));
  }

  static MillraceException systemTable(ObjectName table, SourcePosition position) {
    return new MillraceException(
        ErrorCode.INSUFFICIENT_PRIVILEGE,
        "'" + table + "' is a system table: it can be queried and described, nothing else",
        at(position));
  }

  static MillraceException notFound(
      String kind, ObjectName name, String suggestion, SourcePosition position) {
    return new MillraceException(
        ErrorCode.UNDEFINED_TABLE,
        kind
            + " '"
            + name
            + "' not found"
            + (suggestion == null ? "" : "; did you mean '" + suggestion + "'?"),
        at(position));
  }

  static MillraceException wrongKind(
      CatalogObject object, String expected, SourcePosition position) {
    return new MillraceException(
        ErrorCode.WRONG_OBJECT_TYPE,
        "'" + object.name() + "' is a " + kind(object) + ", not a " + expected,
        at(position));
  }

  static MillraceException hasReaders(
      ObjectName name, List<CatalogObject> readers, SourcePosition position) {
    String names =
        readers.stream()
            .map(reader -> kind(reader) + " '" + reader.name() + "'")
            .collect(Collectors.joining(", "));
    return new MillraceException(
        ErrorCode.DEPENDENT_OBJECTS,
        "'" + name + "' is read by " + names + "; drop those first, or say CASCADE",
        at(position));
  }

  static MillraceException undefinedColumn(
      String column, ObjectName table, SourcePosition position) {
    return new MillraceException(
        ErrorCode.UNDEFINED_COLUMN,
        "column '" + column + "' not found in '" + table + "'",
        at(position));
  }

  static MillraceException invalid(String message, SourcePosition position) {
    return new MillraceException(ErrorCode.INVALID_DEFINITION, message, at(position));
  }

  static String kind(CatalogObject object) {
    return object.kind().toString().toLowerCase(Locale.ROOT);
  }
}
