package io.millrace.planner.codegen;

import io.millrace.type.Type;
import java.util.List;

/**
 * A value in generated code. Its parts are locals, fields or literals, never larger expressions, so
 * that they may be written as often as needed.
 *
 * @param type what it is
 * @param isNull a boolean local, or {@link #NEVER} or {@link #ALWAYS}
 * @param parts as {@link Kind} says; undefined, but readable, where null; a BOOLEAN is false there.
 *     Of a WIDE with {@code words} what makes the object of them, where one is needed after all
 * @param words of a WIDE that has no object yet: its high and its low word; else none
 */
record Value(Type type, String isNull, List<String> parts, List<String> words) {
  static final String NEVER = "false";
  static final String ALWAYS = "true";

  Value(Type type, String isNull, List<String> parts) {
    this(type, isNull, parts, List.of());
  }

  static Value of(Type type, String isNull, String... parts) {
    return new Value(type, isNull, List.of(parts));
  }

  boolean hasWords() {
    return !words.isEmpty();
  }

  /** Both words, as arguments. */
  String wordArguments() {
    return String.join(", ", words);
  }

  /** The null of a type. */
  static Value nullOf(Type type) {
    return new Value(type, ALWAYS, Kind.of(type).whenNull);
  }

  Kind kind() {
    return Kind.of(type);
  }

  boolean mayBeNull() {
    return !isNull.equals(NEVER);
  }

  boolean isAlwaysNull() {
    return isNull.equals(ALWAYS);
  }

  /** The only part. */
  String text() {
    if (parts.size() != 1) {
      throw new IllegalStateException(type.sql() + " has more than one part");
    }
    return parts.get(0);
  }

  /** All parts, as arguments. */
  String arguments() {
    return String.join(", ", parts);
  }

  /** The same parts, said to be of another type that lies alike. */
  Value as(Type other) {
    return new Value(other, isNull, parts, words);
  }
}
