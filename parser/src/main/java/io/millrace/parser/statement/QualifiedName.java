package io.millrace.parser.statement;

import io.millrace.parser.text.SourcePosition;
import java.util.List;
import java.util.stream.Collectors;

/** A name with the schema it lies in, outermost first: {@code sales.orders}. Never empty. */
public record QualifiedName(List<Identifier> parts) {
  public QualifiedName {
    parts = List.copyOf(parts);
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("A name needs at least one part");
    }
  }

  /** The innermost part: {@code orders} of {@code sales.orders}. */
  public Identifier last() {
    return parts.get(parts.size() - 1);
  }

  /** All parts in the user's case, unquoted, outermost first. */
  public List<String> names() {
    return parts.stream().map(Identifier::name).toList();
  }

  public SourcePosition position() {
    return parts.get(0).position();
  }

  /** The name as SQL text, each part quoted where it must be. */
  @Override
  public String toString() {
    return parts.stream().map(Identifier::toSql).collect(Collectors.joining("."));
  }
}
