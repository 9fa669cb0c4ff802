package io.millrace.planner.codegen;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.millrace.planner.function.FunctionEntry;
import io.millrace.planner.function.FunctionTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Keeps {@code docs/functions.md} what the function table says; {@code -Dfunctions.update=true}
 * writes it anew.
 */
class FunctionPageTest {
  private static final Path PAGE = Path.of("..", "docs", "functions.md");

  @Test
  void pageSaysWhatTheTableSays() throws IOException {
    String page = page();
    if (Boolean.getBoolean("functions.update")) {
      Files.writeString(PAGE, page, StandardCharsets.UTF_8);
    }
    assertEquals(
        page,
        Files.readString(PAGE, StandardCharsets.UTF_8),
        "run the test with -Dfunctions.update=true");
  }

  private static String page() {
    StringBuilder page = new StringBuilder();
    page.append("# Functions and operators\n\n");
    page.append(
        "Written from the function table, and every example is run by a test. A function\n");
    page.append(
        "gives NULL where an argument is NULL, unless it says otherwise. An error (a number\n");
    page.append(
        "out of range, division by zero, a text that is no date) names the values; inside a\n");
    page.append("view it stops that view and no other.\n\n");
    page.append(
        "Regular expressions are those of Java (`java.util.regex`), with the named classes of\n");
    page.append(
        "POSIX besides: `[[:alpha:]]`. `\\w`, `\\d` and the named classes are of ASCII characters;\n");
    page.append(
        "flags are `i` (without regard to case), `m` (`^` and `$` at each line), `s` (`.` takes\n");
    page.append("line ends, too), `x` (spaces and comments) and `g` (replace all).\n\n");
    page.append("| Call | Gives | Example | Result |\n|---|---|---|---|\n");
    for (FunctionEntry entry : FunctionTable.entries()) {
      page.append("| ").append(code(entry.signature()));
      page.append(" | ").append(cell(entry.description()));
      page.append(" | ").append(entry.example().isEmpty() ? "" : code(entry.example()));
      page.append(" | ").append(entry.example().isEmpty() ? "" : code(entry.result()));
      page.append(" |\n");
    }
    return page.toString();
  }

  private static String code(String text) {
    return "`" + cell(text) + "`";
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }
}
