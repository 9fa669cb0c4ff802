package io.millrace.parser.embedded;

import io.millrace.parser.text.SourceText;
import io.millrace.parser.text.SqlText;
import io.millrace.parser.text.SyntaxErrors;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.Token;

/**
 * The name by which {@link EmbeddedSql#calciteText()} hands a table at an earlier moment to
 * Calcite: the last part of the table's name, then {@code @v12} (version), {@code @t2026-01-31
 * 12:00:00} (time) or {@code @e7} (epoch). No object can be created under such a name.
 *
 * @param base the table's own name (its last part, in the user's case)
 */
public record TimeTravelName(String base, Moment moment) {
  private static final Pattern ENCODED =
      Pattern.compile("(?s)(.+)@(?:[vV](\\d{1,18})|[eE](\\d{1,18})|t(\\d{4}-\\d{2}-\\d{2}.*))");
  private static final Pattern DATE = Pattern.compile("(?s)\\d{4}-\\d{2}-\\d{2}.*");

  /** Decodes the last part of a table's name; empty when it names a table as it is now. */
  public static Optional<TimeTravelName> parse(String name) {
    Matcher matcher = ENCODED.matcher(name);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Moment moment;
    if (matcher.group(2) != null) {
      moment = new Moment.Version(Long.parseLong(matcher.group(2)));
    } else if (matcher.group(3) != null) {
      moment = new Moment.Epoch(Long.parseLong(matcher.group(3)));
    } else {
      moment = new Moment.Timestamp(matcher.group(4));
    }
    return Optional.of(new TimeTravelName(matcher.group(1), moment));
  }

  /** The encoded name, unquoted: {@code t@v12}. */
  public String encoded() {
    if (moment instanceof Moment.Version version) {
      return base + "@v" + version.number();
    }
    if (moment instanceof Moment.Epoch epoch) {
      return base + "@e" + epoch.number();
    }
    return base + "@t" + ((Moment.Timestamp) moment).text();
  }

  /** The moment that a string token names; it must at least begin with a date. */
  public static Moment.Timestamp timestamp(SourceText source, Token token) {
    String contents = SqlText.contents(token.getText()).strip();
    if (!DATE.matcher(contents).matches()) {
      throw SyntaxErrors.at(
          source,
          token,
          "found " + SqlText.shown(token) + ", expected a timestamp such as '2026-01-31 12:00:00'");
    }
    return new Moment.Timestamp(contents);
  }
}
