package io.millrace.parser.statement;

import io.millrace.parser.text.SourcePosition;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A type as written in a column definition, its synonyms settled.
 *
 * @param name the standard name in upper case: {@code BIGINT}, {@code VARCHAR} (also for STRING and
 *     TEXT), {@code VARBINARY} (BYTES), {@code DOUBLE} (DOUBLE PRECISION), {@code TIMESTAMP},
 *     {@code TIMESTAMP WITH LOCAL TIME ZONE} (TIMESTAMPTZ), {@code INTERVAL DAY TO SECOND}, {@code
 *     ARRAY}, {@code MAP}, {@code ROW}, {@code VARIANT} (JSON), ...
 * @param arguments what stood in parentheses: length, precision, scale; empty where nothing did
 * @param elements the element of an ARRAY; key and value of a MAP; the fields of a ROW
 */
public record TypeName(
    String name, List<Integer> arguments, List<Element> elements, SourcePosition position) {
  /**
   * A type inside a type.
   *
   * @param name the field's name; only fields of a ROW have one
   */
  public record Element(Optional<Identifier> name, TypeName type, boolean notNull) {
    @Override
    public String toString() {
      return name.map(field -> field.toSql() + " ").orElse("")
          + type
          + (notNull ? " NOT NULL" : "");
    }
  }

  public TypeName {
    arguments = List.copyOf(arguments);
    elements = List.copyOf(elements);
  }

  /** The type as SQL text that parses back to the same type. */
  @Override
  public String toString() {
    if (!elements.isEmpty()) {
      String inner = elements.stream().map(Element::toString).collect(Collectors.joining(", "));
      return name.equals("ROW") ? "ROW(" + inner + ")" : name + "<" + inner + ">";
    }
    if (arguments.isEmpty()) {
      return name;
    }
    String inner = arguments.stream().map(String::valueOf).collect(Collectors.joining(", "));
    String zone = " WITH LOCAL TIME ZONE";
    return name.endsWith(zone)
        ? name.substring(0, name.length() - zone.length()) + "(" + inner + ")" + zone
        : name + "(" + inner + ")";
  }
}
