package io.millrace.shell;

import static io.millrace.shell.session.FakeDatabase.row;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.shell.session.FakeDatabase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole dialogues without a terminal: what goes in, what comes out, the exit code. */
class ProgramTest {
  private final FakeDatabase database =
      new FakeDatabase()
          .rows("SELECT 1", "c:INTEGER", row(1))
          .rows("SELECT ';'", "c", row(";"))
          .count("INSERT INTO t VALUES (1), (2)", 2)
          .fails(
              "SELECT a\nFROM ordrs",
              "42P01",
              "line 2:6: table \"ordrs\" not found; did you mean \"orders\"?");

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter errors = new StringWriter();

  @AfterEach
  void everyConnectionIsClosed() {
    assertEquals(0, database.openConnections());
  }

  private int run(String input, String... arguments) {
    Program program =
        new Program(
            new Program.Surroundings(
                database,
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintWriter(out),
                new PrintWriter(errors),
                folder,
                name -> null,
                false,
                () -> {
                  throw new AssertionError("aborted");
                }));
    return program.run(Arguments.parse(arguments));
  }

  private String out() {
    return out.toString().replace(System.lineSeparator(), "\n");
  }

  private String errors() {
    return errors.toString().replace(System.lineSeparator(), "\n");
  }

  private Path file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  // ---- Pipes and -c ----

  @Test
  void runsWhatIsPiped() {
    assertEquals(ExitCode.DONE, run("SELECT 1;\nSELECT\n';';\nINSERT INTO t VALUES (1), (2)"));
    assertEquals(
        " c\n ─\n 1\n1 row\n2 rows inserted\n", out().replaceFirst("(?s) c\n ─\n ;\n1 row\n", ""));
    assertEquals(
        List.of("SELECT 1", "SELECT\n';'", "INSERT INTO t VALUES (1), (2)"), database.asked());
    assertTrue(database.url().startsWith("jdbc:millrace::memory:"), database.url());
  }

  @Test
  void stopsAtTheFirstError() {
    assertEquals(ExitCode.FAILED, run("SELECT a\nFROM ordrs;\nSELECT 1;"));
    assertEquals("", out());
    assertEquals(
        """
        error [42P01]: table "ordrs" not found; did you mean "orders"?
          FROM ordrs
               ^
        """,
        errors());
    assertEquals(1, database.asked().size());
  }

  @Test
  void emptyInputIsFine() {
    assertEquals(ExitCode.DONE, run("  \n-- nothing\n"));
    assertEquals("", out());
  }

  @Test
  void commandsWorkInPipes() {
    assertEquals(ExitCode.DONE, run("\\format csv\nSELECT 1;\n\\q\nSELECT 1;\n"));
    assertEquals("format is csv\nc\n1\n", out());
  }

  @Test
  void anUnknownCommandFails() {
    assertEquals(ExitCode.FAILED, run("\\frobnicate\nSELECT 1;\n"));
    assertEquals("error: command \\frobnicate not found; \\? lists the commands\n", errors());
  }

  @Test
  void runsTheStatementsOfAnOption() {
    String place = folder.resolve("db").toString();
    assertEquals(
        ExitCode.DONE,
        run(
            "",
            place,
            "-c",
            "SELECT 1; SELECT 1",
            "--format",
            "json",
            "--workers=3",
            "-D",
            "a.b=c"));
    assertEquals("{\"c\":1}\n{\"c\":1}\n", out());
    assertEquals("jdbc:millrace:" + place, database.url());
    assertEquals("3", database.properties().get("workers"));
    assertEquals("c", database.properties().get("a.b"));
  }

  @Test
  void aFileIsNoDatabase() throws IOException {
    Path script = file("x.sql", "SELECT 1;");
    assertEquals(ExitCode.USAGE, run("", script.toString()));
    assertEquals(
        "millrace: "
            + script
            + " is a file, not a database; run it with: millrace run "
            + script
            + "\n",
        errors());
  }

  // ---- The command line ----

  @Test
  void explainsItself() {
    assertEquals(ExitCode.DONE, run("", "--help"));
    assertTrue(out().startsWith("Usage: millrace [OPTION...] [DIRECTORY]\n"), out());
    assertTrue(out().contains("--format FORMAT"), out());
    assertEquals(ExitCode.DONE, run("", "run", "--help"));
    assertTrue(out().contains("\nUsage: millrace run [OPTION...] FILE.sql\n"), out());
    assertEquals(ExitCode.DONE, run("", "--version"));
    assertTrue(out().contains("millrace development (Java "), out());
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    assertEquals(ExitCode.USAGE, run("", "--formt", "csv"));
    assertEquals(
        """
        millrace: unknown option --formt; did you mean --format?
        millrace --help says what there is
        """,
        errors());
    refused("format 'xml' not found; there are table", "--format", "xml");
    refused("option --format needs a value", "--format");
    refused("--workers needs a number from 1 to 256, but has '0'", "--workers=0");
    refused("option -D needs KEY=VALUE, but has 'x'", "-Dx");
    refused("option --verbose takes no value, but has 'x'", "--verbose=x");
    refused("'b' is one word too many", "a", "b");
    refused("run needs a FILE.sql", "run");
    assertTrue(errors().endsWith("millrace run --help says what there is\n"), errors());
    assertEquals(List.of(), database.asked());
  }

  private void refused(String message, String... arguments) {
    errors.getBuffer().setLength(0);
    assertEquals(ExitCode.USAGE, run("", arguments));
    assertTrue(errors().contains("millrace: " + message), errors());
  }

  // ---- Scripts ----

  @Test
  void runsAScriptToItsEnd() throws IOException {
    Path script = file("s.sql", "-- first\nSELECT 1;\n\nSELECT '${x}';\n");
    assertEquals(ExitCode.DONE, run("", "run", script.toString(), "-v", "x=;"));
    assertEquals(
        """
          SELECT 1;
         c
         ─
         1
        1 row in T

          SELECT ';';
         c
         ─
         ;
        1 row in T
        """,
        out().replaceAll("in [0-9.]+ s", "in T"));
    assertEquals(
        List.of("SET changes.follow = false", "SELECT 1", "SELECT ';'", "FLUSH"), database.asked());
  }

  @Test
  void quietScriptsShowResultsAlone() throws IOException {
    Path script = file("s.sql", "SELECT 1;");
    assertEquals(ExitCode.DONE, run("", "run", "--quiet", "--format=csv", script.toString()));
    assertEquals("c\n1\n", out());
  }

  @Test
  void saysWhereInTheScriptAnErrorIs() throws IOException {
    Path script = file("s.sql", "SELECT 1;\n\n  SELECT a\nFROM ordrs;\nSELECT 1;");
    assertEquals(ExitCode.FAILED, run("", "run", "-q", script.toString()));
    assertEquals(
        script
            + ":4:6: error [42P01]: table \"ordrs\" not found; did you mean \"orders\"?\n"
            + "  FROM ordrs\n"
            + "       ^\n",
        errors());
    assertFalse(database.asked().contains("FLUSH"));
  }

  @Test
  void goesOnBehindAnErrorWhenToldTo() throws IOException {
    Path script = file("s.sql", "SELECT a\nFROM ordrs;\nSELECT 1;");
    assertEquals(ExitCode.FAILED, run("", "run", "-q", "--continue-on-error", script.toString()));
    assertTrue(out().contains(" 1\n"), out());
    assertTrue(database.asked().contains("FLUSH"));
  }

  @Test
  void reportsFeedsThatStopped() throws IOException {
    database.rows(
        """
        SELECT 'feed' AS kind, name, error FROM system.feeds WHERE error IS NOT NULL
        UNION ALL
        SELECT 'pipeline', name, error FROM system.pipelines WHERE error IS NOT NULL""",
        "kind name error",
        row("feed", "quakes", "file a.json, line 3: not JSON"));
    Path script = file("s.sql", "SELECT 1;");
    assertEquals(ExitCode.FAILED, run("", "run", "-q", script.toString()));
    assertEquals("error: feed quakes has stopped: file a.json, line 3: not JSON\n", errors());
  }

  @Test
  void refusesScriptsThatCannotBeRead() throws IOException {
    Path missing = folder.resolve("none.sql");
    assertEquals(ExitCode.USAGE, run("", "run", missing.toString()));
    assertEquals("millrace: file " + missing + " not found\n", errors());
    assertEquals(ExitCode.USAGE, run("", "run", folder.toString()));
    Path binary = Files.write(folder.resolve("b.sql"), new byte[] {(byte) 0xc3, 0x28});
    assertEquals(ExitCode.USAGE, run("", "run", binary.toString()));
    assertTrue(errors().contains("is not UTF-8 text"), errors());
    Path variable = file("v.sql", "SELECT 1;\nSELECT ${none};");
    assertEquals(ExitCode.USAGE, run("", "run", variable.toString()));
    assertTrue(
        errors().contains(variable + ":2: variable ${none} has no value; give it one with"),
        errors());
    assertEquals(List.of(), database.asked());
  }

  // ---- The demo ----

  @Test
  void tellsTheDemo() throws IOException {
    file("examples/demo.sql", "-- One\n-- story.\n--\n-- Two.\n\nSELECT 1;\n\n-- The end.\n");
    Path place = folder.resolve("demo-db");
    assertEquals(ExitCode.DONE, run("", "demo", place.toString()));
    assertTrue(out().startsWith("One story.\n\nTwo.\n\n  SELECT 1;\n c\n ─\n 1\n1 row in "), out());
    assertTrue(out().contains("\n\nThe end.\n\nLeft in " + place + ": "), out());
    assertEquals(folder.toString(), database.properties().get("directory"));
    assertEquals("jdbc:millrace:" + place, database.url());

    Path old = Files.writeString(place.resolve("old"), "x");
    assertEquals(ExitCode.DONE, run("", "demo", place.toString()));
    assertFalse(Files.exists(old));
  }

  @Test
  void theDemoReplacesNothingElse() throws IOException {
    file("examples/demo.sql", "SELECT 1;");
    Path precious = file("mine/precious", "x");
    assertEquals(ExitCode.FAILED, run("", "demo", precious.getParent().toString()));
    assertTrue(Files.exists(precious));
    assertTrue(errors().contains("is there already and no demo made it"), errors());
    assertEquals(List.of(), database.asked());
  }
}
