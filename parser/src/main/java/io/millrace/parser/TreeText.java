package io.millrace.parser;

import io.millrace.parser.embedded.EmbeddedSql;
import io.millrace.parser.embedded.EmbeddedSqlReader;
import io.millrace.parser.embedded.Moment;
import io.millrace.parser.embedded.TimeTravelName;
import io.millrace.parser.grammar.MillraceParser;
import io.millrace.parser.statement.Identifier;
import io.millrace.parser.statement.Option;
import io.millrace.parser.statement.QualifiedName;
import io.millrace.parser.text.SourcePosition;
import io.millrace.parser.text.SourceText;
import io.millrace.parser.text.SqlText;
import io.millrace.parser.text.SyntaxErrors;
import io.millrace.parser.text.SyntaxException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/** Reads what is common to all statements out of a parse tree: places, texts, names, options. */
final class TreeText {
  private final SourceText source;
  private final List<CommonToken> tokens;

  TreeText(SourceText source, List<CommonToken> tokens) {
    this.source = source;
    this.tokens = tokens;
  }

  SourcePosition position(ParserRuleContext context) {
    return position(context.getStart());
  }

  SourcePosition position(Token token) {
    return source.position(token.getStartIndex());
  }

  /** The user's text from the first word of {@code context} to its last. */
  String text(ParserRuleContext context) {
    return source
        .text()
        .substring(context.getStart().getStartIndex(), context.getStop().getStopIndex() + 1);
  }

  EmbeddedSql embedded(ParserRuleContext context) {
    int from = context.getStart().getTokenIndex();
    int to = context.getStop().getTokenIndex() + 1;
    return EmbeddedSqlReader.read(source, tokens.subList(from, to));
  }

  /** A query that the statement stands for but does not spell out. */
  EmbeddedSql implied(ParserRuleContext context, String query) {
    return EmbeddedSql.implied(text(context), position(context), query);
  }

  Identifier identifier(ParserRuleContext context) {
    String text = text(context);
    String name = SqlText.name(text);
    if (name.isEmpty()) {
      throw SyntaxErrors.at(source, context, "a name cannot be empty");
    }
    return new Identifier(name, !name.equals(text), position(context));
  }

  QualifiedName name(MillraceParser.QualifiedNameContext context) {
    return new QualifiedName(context.identifier().stream().map(this::identifier).toList());
  }

  /** The name of an object that comes into being: it must not look like time travel. */
  QualifiedName newName(MillraceParser.NewNameContext context) {
    QualifiedName name = name(context.qualifiedName());
    Optional<TimeTravelName> travel = TimeTravelName.parse(name.last().name());
    if (travel.isPresent()) {
      throw SyntaxErrors.at(
          source,
          context,
          "the name "
              + name
              + " cannot be given; it reads '"
              + travel.get().base()
              + "' at an earlier moment");
    }
    return name;
  }

  /** Names in parentheses, none twice; none at all where {@code context} is null. */
  List<Identifier> columns(MillraceParser.ColumnNamesContext context) {
    return context == null ? List.of() : distinct(context.columnName());
  }

  List<Identifier> newColumns(MillraceParser.NewColumnNamesContext context) {
    return context == null ? List.of() : distinct(context.newColumnName());
  }

  private List<Identifier> distinct(List<? extends ParserRuleContext> contexts) {
    Set<String> seen = new HashSet<>();
    List<Identifier> names = new ArrayList<>();
    for (ParserRuleContext context : contexts) {
      Identifier name = identifier(context);
      if (!seen.add(fold(name))) {
        throw error(context, "column '" + name.name() + "' is named twice");
      }
      names.add(name);
    }
    return names;
  }

  /** The name by which names are compared: case does not count. */
  static String fold(Identifier name) {
    return name.name().toLowerCase(Locale.ROOT);
  }

  String string(MillraceParser.StringContext context) {
    return SqlText.contents(context.getText());
  }

  Moment.Timestamp timestamp(MillraceParser.StringContext context) {
    return TimeTravelName.timestamp(source, context.getStart());
  }

  long wholeNumber(MillraceParser.NumberContext context) {
    String text = context.getText();
    if (!text.matches("\\d{1,18}")) {
      throw error(context, "found '" + text + "', expected a whole number");
    }
    return Long.parseLong(text);
  }

  List<Option> options(MillraceParser.WithOptionsContext context) {
    return context == null ? List.of() : options(context.optionList());
  }

  List<Option> options(MillraceParser.OptionListContext context) {
    List<Option> options = new ArrayList<>();
    for (MillraceParser.OptionContext option : context.option()) {
      addOption(options, option.optionKey(), option.optionValue());
    }
    return options;
  }

  List<Option> options(MillraceParser.CopyOptionsContext context) {
    List<Option> options = new ArrayList<>();
    if (context != null) {
      for (MillraceParser.CopyOptionContext option : context.copyOption()) {
        addOption(options, option.optionKey(), option.optionValue());
      }
    }
    return options;
  }

  private void addOption(
      List<Option> options,
      MillraceParser.OptionKeyContext key,
      MillraceParser.OptionValueContext value) {
    String name = optionKey(key);
    if (options.stream().anyMatch(option -> option.key().equals(name))) {
      throw error(key, "option '" + name + "' is given twice");
    }
    options.add(new Option(name, optionValue(value), position(key), position(value)));
  }

  String optionKey(MillraceParser.OptionKeyContext context) {
    String key =
        context.string() != null
            ? string(context.string())
            : context.optionWord().identifier().stream()
                .map(word -> identifier(word).name())
                .collect(Collectors.joining("."));
    return key.toLowerCase(Locale.ROOT);
  }

  String optionValue(MillraceParser.OptionValueContext context) {
    if (context.string() != null) {
      return string(context.string());
    }
    return context.identifier() != null
        ? identifier(context.identifier()).name()
        : context.getText();
  }

  SyntaxException error(ParserRuleContext context, String problem) {
    return SyntaxErrors.at(source, context, problem);
  }

  SyntaxException near(
      ParserRuleContext context, String problem, String found, Iterable<String> candidates) {
    return SyntaxErrors.near(source, context, problem, found, candidates);
  }
}
