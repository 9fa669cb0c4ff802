package io.millrace.parser.embedded;

import io.millrace.parser.text.SourcePosition;
import io.millrace.parser.text.SourceText;
import io.millrace.parser.text.SyntaxException;
import java.util.List;
import java.util.Objects;

/**
 * A query or an expression inside a statement, kept as text for Calcite.
 *
 * <p>{@link #calciteText()} is the user's text in which what Calcite cannot read is rewritten: time
 * travel into one quoted name (see {@link TimeTravelName}), back quotes into double quotes, dollar
 * quotes into single ones; and names that Calcite reserves ({@code time}, {@code date}) are quoted
 * where they are plainly names. {@link #original} leads back from any place in it to the user's own
 * text, so that nothing needs padding.
 *
 * <p>Two are equal when their texts and places are.
 */
public final class EmbeddedSql {
  /**
   * One rewritten stretch: characters {@code [from, to)} of the user's text became {@code
   * replacement}.
   */
  record Edit(int from, int to, String replacement) {}

  private final SourceText user;
  private final SourcePosition start;
  private final SourceText calcite;
  private final List<Edit> edits;

  /** Applies {@code edits}, which are in order and do not overlap. */
  EmbeddedSql(String text, SourcePosition start, List<Edit> edits) {
    this.user = new SourceText(text);
    this.start = start;
    this.edits = List.copyOf(edits);
    this.calcite = edits.isEmpty() ? user : new SourceText(rewrite(text, edits));
  }

  /**
   * Takes a query or expression that stands by itself, not in a statement.
   *
   * @throws SyntaxException for a string or comment without end, or time travel that names no
   *     moment
   */
  public static EmbeddedSql of(String text) {
    return EmbeddedSqlReader.read(text);
  }

  /**
   * Makes a query that a statement stands for but does not spell out.
   *
   * @param text what the user wrote, which begins at {@code start}
   * @param query what Calcite is given
   */
  public static EmbeddedSql implied(String text, SourcePosition start, String query) {
    return new EmbeddedSql(text, start, List.of(new Edit(0, text.length(), query)));
  }

  /** The text exactly as the user wrote it. */
  public String text() {
    return user.text();
  }

  /** Where the text begins in the user's own text. */
  public SourcePosition start() {
    return start;
  }

  /** The text for Calcite's parser, quoted by double quotes alone. */
  public String calciteText() {
    return calcite.text();
  }

  /**
   * The place in the user's own text of a place that Calcite reports for {@link #calciteText()}.
   * All of a rewritten stretch lies where the stretch began.
   *
   * @param line counted from 1
   * @param column counted from 1
   */
  public SourcePosition original(int line, int column) {
    return user.position(userOffset(calcite.offset(line, column))).from(start);
  }

  private int userOffset(int calciteOffset) {
    int shift = 0;
    for (Edit edit : edits) {
      int from = edit.from() + shift;
      int length = edit.replacement().length();
      if (calciteOffset < from) {
        break;
      }
      if (calciteOffset < from + length) {
        boolean sameLength = length == edit.to() - edit.from();
        return sameLength ? calciteOffset - shift : edit.from();
      }
      shift += length - (edit.to() - edit.from());
    }
    return calciteOffset - shift;
  }

  private static String rewrite(String text, List<Edit> edits) {
    StringBuilder result = new StringBuilder(text.length() + 16);
    int copied = 0;
    for (Edit edit : edits) {
      result.append(text, copied, edit.from()).append(edit.replacement());
      copied = edit.to();
    }
    return result.append(text, copied, text.length()).toString();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EmbeddedSql that
        && text().equals(that.text())
        && start.equals(that.start)
        && calciteText().equals(that.calciteText());
  }

  @Override
  public int hashCode() {
    return Objects.hash(text(), start);
  }

  @Override
  public String toString() {
    return text();
  }
}
