package io.millrace.shell.prompt;

import io.millrace.parser.Completion;
import io.millrace.parser.Completion.NameKind;
import io.millrace.shell.command.ShellCommands;
import io.millrace.shell.format.ResultFormat;
import io.millrace.shell.prompt.CatalogNames.Table;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Proposes what the grammar and the catalog allow at the cursor. */
final class InputCompleter implements Completer {
  private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final String COLUMNS = "columns";
  private static final String TABLES = "tables";
  private static final String SCHEMAS = "schemas";
  private static final String FUNCTIONS = "functions";
  private static final String KEYWORDS = "keywords";

  private final CatalogNames names;

  InputCompleter(CatalogNames names) {
    this.names = names;
  }

  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    complete(line.line(), line.cursor(), candidates);
  }

  void complete(String input, int cursor, List<Candidate> candidates) {
    CatalogNames.Snapshot catalog = names.snapshot();
    if (input.startsWith("\\")) {
      command(input.substring(0, cursor), catalog, candidates);
      return;
    }
    Completion completion = Completion.expectedAt(input, cursor);
    TablesInStatement tables = new TablesInStatement(input, cursor, catalog);
    if (!completion.qualifier().isEmpty()) {
      behindDot(completion, tables, catalog, candidates);
      return;
    }
    if (completion.names().contains(NameKind.COLUMN)) {
      columns(tables, candidates);
    }
    if (completion.names().contains(NameKind.TABLE)
        || completion.names().contains(NameKind.VIEW)
        || completion.names().contains(NameKind.OBJECT)) {
      catalog.tables().forEach(table -> name(table.name(), TABLES, 1, candidates));
      catalog.schemas().forEach(schema -> name(schema, SCHEMAS, 4, candidates));
    } else if (completion.names().contains(NameKind.SCHEMA)) {
      catalog.schemas().forEach(schema -> name(schema, SCHEMAS, 1, candidates));
    }
    boolean small = !completion.prefix().isEmpty() && isSmall(completion.prefix());
    for (String keyword : completion.keywords()) {
      if (completion.fits(keyword)) {
        String word = small ? keyword.toLowerCase(Locale.ROOT) : keyword;
        candidates.add(new Candidate(word, word, KEYWORDS, null, null, null, true, 2));
      }
    }
    if (completion.names().contains(NameKind.FUNCTION) && !completion.prefix().isEmpty()) {
      functions(catalog, completion, small, candidates);
    }
  }

  private static boolean isSmall(String text) {
    return text.equals(text.toLowerCase(Locale.ROOT));
  }

  private static void columns(TablesInStatement tables, List<Candidate> candidates) {
    for (Table table : tables.all()) {
      table.columns().forEach(column -> name(column, COLUMNS, 0, candidates));
    }
    if (tables.all().size() > 1) {
      tables.aliases().forEach(alias -> name(alias, TABLES, 1, candidates));
    }
  }

  private static void behindDot(
      Completion completion,
      TablesInStatement tables,
      CatalogNames.Snapshot catalog,
      List<Candidate> candidates) {
    List<String> qualifier = completion.qualifier();
    String last = qualifier.get(qualifier.size() - 1);
    if (completion.names().contains(NameKind.COLUMN)) {
      tables
          .named(last)
          .or(() -> catalog.table(qualifier))
          .ifPresent(
              table -> table.columns().forEach(column -> name(column, COLUMNS, 0, candidates)));
    }
    catalog.tables().stream()
        .filter(table -> table.schema().equalsIgnoreCase(last))
        .forEach(table -> name(table.name(), TABLES, 1, candidates));
  }

  private static void functions(
      CatalogNames.Snapshot catalog,
      Completion completion,
      boolean small,
      List<Candidate> candidates) {
    for (String function : catalog.functions()) {
      if (completion.fits(function) && !completion.keywords().contains(function)) {
        String call = (small ? function.toLowerCase(Locale.ROOT) : function) + "(";
        candidates.add(new Candidate(call, call + ")", FUNCTIONS, null, null, null, false, 3));
      }
    }
  }

  private static void name(String name, String group, int order, List<Candidate> candidates) {
    String value =
        PLAIN_NAME.matcher(name).matches() ? name : "\"" + name.replace("\"", "\"\"") + "\"";
    boolean schema = group.equals(SCHEMAS);
    candidates.add(
        new Candidate(
            schema ? value + "." : value, value, group, null, null, null, !schema, order));
  }

  private static void command(
      String typed, CatalogNames.Snapshot catalog, List<Candidate> candidates) {
    int space = typed.indexOf(' ');
    if (space < 0) {
      ShellCommands.names().forEach(name -> candidates.add(new Candidate(name)));
      return;
    }
    switch (typed.substring(0, space)) {
      case "\\d", "\\d+" ->
          catalog.tables().forEach(table -> name(table.name(), TABLES, 0, candidates));
      case "\\format" -> {
        for (ResultFormat format : ResultFormat.values()) {
          candidates.add(new Candidate(format.toString()));
        }
      }
      case "\\timing" -> {
        candidates.add(new Candidate("on"));
        candidates.add(new Candidate("off"));
      }
      default -> {}
    }
  }
}
