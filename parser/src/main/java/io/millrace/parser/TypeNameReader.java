package io.millrace.parser;

import io.millrace.parser.grammar.MillraceParser;
import io.millrace.parser.grammar.MillraceParserBaseVisitor;
import io.millrace.parser.statement.TypeName;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.ParseTree;

/** Reads types, settling synonyms; refuses those that there are not. */
final class TypeNameReader extends MillraceParserBaseVisitor<TypeName> {
  private static final String LOCAL_TIMESTAMP = "TIMESTAMP WITH LOCAL TIME ZONE";

  /** Single words that name types, with their standard names. */
  private static final Map<String, String> STANDARD_NAMES = standardNames();

  /** The words that can begin a type, for suggestions. */
  static final Set<String> FIRST_WORDS = firstWords();

  private static final List<String> INTERVAL_UNITS =
      List.of("YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND");

  private final TreeText text;

  TypeNameReader(TreeText text) {
    this.text = text;
  }

  TypeName read(MillraceParser.TypeNameContext context) {
    TypeName type = context.simpleType().accept(this);
    for (int i = 0; i < context.arrayMark().size(); i++) {
      type = new TypeName("ARRAY", List.of(), List.of(element(type)), type.position());
    }
    return type;
  }

  @Override
  public TypeName visitArrayType(MillraceParser.ArrayTypeContext context) {
    return nested(context, "ARRAY", List.of(element(read(context.typeName()))));
  }

  @Override
  public TypeName visitMapType(MillraceParser.MapTypeContext context) {
    return nested(
        context, "MAP", context.typeName().stream().map(type -> element(read(type))).toList());
  }

  @Override
  public TypeName visitRowType(MillraceParser.RowTypeContext context) {
    return nested(context, "ROW", context.rowField().stream().map(this::field).toList());
  }

  private TypeName.Element field(MillraceParser.RowFieldContext context) {
    return new TypeName.Element(
        Optional.of(text.identifier(context.fieldName())),
        read(context.typeName()),
        context.NOT() != null);
  }

  @Override
  public TypeName visitIntervalType(MillraceParser.IntervalTypeContext context) {
    List<String> units =
        context.intervalUnit().stream().map(unit -> upper(unit.getText())).toList();
    int from = INTERVAL_UNITS.indexOf(units.get(0));
    int to = INTERVAL_UNITS.indexOf(units.get(units.size() - 1));
    // Months have no fixed number of days, so an interval is of months or of days, never of both.
    boolean mixed = from < 2 != to < 2;
    if (mixed || units.size() == 2 && to <= from) {
      throw text.error(
          context,
          "INTERVAL "
              + String.join(" TO ", units)
              + " is not a type; intervals are within YEAR TO"
              + " MONTH or within DAY TO SECOND");
    }
    List<Integer> arguments =
        context.typeArguments().stream().flatMap(list -> arguments(list).stream()).toList();
    return type(context, "INTERVAL " + String.join(" TO ", units), arguments);
  }

  @Override
  public TypeName visitTimeType(MillraceParser.TimeTypeContext context) {
    String name = upper(context.getChild(0).getText());
    if (context.WITH() != null) {
      if (context.LOCAL() == null || !name.equals("TIMESTAMP")) {
        throw text.error(
            context,
            name
                + " WITH"
                + (context.LOCAL() == null ? "" : " LOCAL")
                + " TIME ZONE is not a type; "
                + LOCAL_TIMESTAMP
                + ", or TIMESTAMPTZ for short, keeps a moment in time");
      }
      name = LOCAL_TIMESTAMP;
    }
    return type(context, name, arguments(context.typeArguments()));
  }

  @Override
  public TypeName visitDoubleType(MillraceParser.DoubleTypeContext context) {
    return type(context, "DOUBLE", List.of());
  }

  @Override
  public TypeName visitStringType(MillraceParser.StringTypeContext context) {
    String base = context.BINARY() != null ? "BINARY" : "CHAR";
    return type(
        context,
        context.VARYING() != null ? "VAR" + base : base,
        arguments(context.typeArguments()));
  }

  @Override
  public TypeName visitNamedType(MillraceParser.NamedTypeContext context) {
    String word = context.typeWord().getText();
    String name = STANDARD_NAMES.get(upper(word));
    if (name == null) {
      throw text.near(context.typeWord(), "there is no type '" + word + "'", word, FIRST_WORDS);
    }
    return type(context, name, arguments(context.typeArguments()));
  }

  private TypeName type(ParserRuleContext context, String name, List<Integer> arguments) {
    int most =
        switch (name) {
          case "DECIMAL" -> 2;
          case "CHAR", "VARCHAR", "BINARY", "VARBINARY", "TIME", "TIMESTAMP", LOCAL_TIMESTAMP -> 1;
          default -> name.startsWith("INTERVAL") ? 2 : 0;
        };
    if (arguments.size() > most) {
      throw text.error(
          context,
          "type "
              + name
              + (most == 0
                  ? " takes nothing in parentheses"
                  : " takes at most "
                      + most
                      + (most == 1 ? " number" : " numbers")
                      + " in parentheses"));
    }
    return new TypeName(name, arguments, List.of(), text.position(context));
  }

  private TypeName nested(ParserRuleContext context, String name, List<TypeName.Element> elements) {
    return new TypeName(name, List.of(), elements, text.position(context));
  }

  private static TypeName.Element element(TypeName type) {
    return new TypeName.Element(Optional.empty(), type, false);
  }

  private List<Integer> arguments(MillraceParser.TypeArgumentsContext context) {
    return context == null
        ? List.of()
        : context.typeArgument().stream().map(this::argument).toList();
  }

  private int argument(ParseTree context) {
    String number = context.getText();
    if (!number.matches("\\d{1,9}")) {
      throw text.error(
          (ParserRuleContext) context, "found '" + number + "', expected a whole number");
    }
    return Integer.parseInt(number);
  }

  private static String upper(String word) {
    return word.toUpperCase(Locale.ROOT);
  }

  private static Map<String, String> standardNames() {
    Map<String, String> names = new TreeMap<>();
    for (String name :
        List.of(
            "BOOLEAN",
            "TINYINT",
            "SMALLINT",
            "INTEGER",
            "BIGINT",
            "REAL",
            "DECIMAL",
            "VARCHAR",
            "VARBINARY",
            "DATE",
            "UUID",
            "VARIANT")) {
      names.put(name, name);
    }
    names.put("BOOL", "BOOLEAN");
    names.put("INT", "INTEGER");
    names.put("INT2", "SMALLINT");
    names.put("INT4", "INTEGER");
    names.put("INT8", "BIGINT");
    names.put("LONG", "BIGINT");
    names.put("FLOAT", "DOUBLE");
    names.put("FLOAT4", "REAL");
    names.put("FLOAT8", "DOUBLE");
    names.put("NUMERIC", "DECIMAL");
    names.put("DEC", "DECIMAL");
    names.put("STRING", "VARCHAR");
    names.put("TEXT", "VARCHAR");
    names.put("BYTES", "VARBINARY");
    names.put("BYTEA", "VARBINARY");
    names.put("TIMESTAMPTZ", LOCAL_TIMESTAMP);
    names.put("TIMESTAMP_LTZ", LOCAL_TIMESTAMP);
    names.put("JSON", "VARIANT");
    return names;
  }

  private static Set<String> firstWords() {
    Set<String> words = new TreeSet<>(STANDARD_NAMES.keySet());
    words.addAll(
        List.of(
            "ARRAY", "BINARY", "CHAR", "DOUBLE", "INTERVAL", "MAP", "ROW", "TIME", "TIMESTAMP"));
    return words;
  }
}
