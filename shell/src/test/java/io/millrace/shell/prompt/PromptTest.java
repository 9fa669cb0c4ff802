package io.millrace.shell.prompt;

import static io.millrace.shell.session.FakeDatabase.row;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.shell.format.ResultFormat;
import io.millrace.shell.session.DatabaseLink;
import io.millrace.shell.session.DisplaySettings;
import io.millrace.shell.session.ErrorReport;
import io.millrace.shell.session.FakeDatabase;
import io.millrace.shell.session.Interrupts;
import io.millrace.shell.session.StatementRunner;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.jline.terminal.impl.ExternalTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Dialogues at a prompt, over a dumb terminal and one that knows its keys. */
@Timeout(60)
class PromptTest {
  private static final String CHANGES = "SELECT * FROM t EMIT CHANGES";

  private final FakeDatabase database =
      new FakeDatabase()
          .rows("SELECT 1", "c:INTEGER", row(1))
          .rows("SELECT\n1", "c:INTEGER", row(1))
          .rows("SHOW TABLES", "name kind", row("t", "TABLE"))
          .fails("SELECT x", "42703", "line 1:8: column \"x\" not found")
          .changes(CHANGES, "op epoch:BIGINT a:INTEGER", row("+I", 1L, 7), row("-D", 2L, 7));
  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
  private final Interrupts interrupts = new Interrupts(() -> {});

  @TempDir private Path folder;

  private void dialogue(Terminal terminal) throws IOException, SQLException {
    terminal.handle(Terminal.Signal.INT, signal -> interrupts.interrupt());
    try (UserTerminal user = new UserTerminal(terminal, true);
        DatabaseLink link = DatabaseLink.open(database, "jdbc:fake", Map.of())) {
      StatementRunner runner =
          new StatementRunner(
              link,
              user.screen(),
              new DisplaySettings(ResultFormat.TABLE, true),
              interrupts,
              new ErrorReport(user.screen(), false));
      new Prompt(user, link, runner, Optional.of(folder.resolve("state/history"))).run();
    }
  }

  /** Types into a terminal without any ability, and returns what it shows. */
  private String dumb(String typed) throws IOException, SQLException {
    dialogue(
        new DumbTerminal(
            "test",
            Terminal.TYPE_DUMB,
            new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)),
            screen,
            StandardCharsets.UTF_8));
    return shown();
  }

  private String shown() {
    return screen
        .toString(StandardCharsets.UTF_8)
        .replace("\r", "")
        .replaceAll("\033\\[[0-9;?]*[A-Za-z]", "")
        .replaceAll("in [0-9.]+ s", "in T");
  }

  @Test
  void runsStatementsOfSeveralLines() throws IOException, SQLException {
    String shown = dumb("SELECT\n1;\n");
    assertTrue(shown.contains(" c\n ─\n 1\n1 row in T\n"), shown);
    assertEquals(List.of("SELECT\n1"), statements());
    assertFalse(shown.contains("\033"), shown);
  }

  @Test
  void goesOnBehindAnError() throws IOException, SQLException {
    String shown = dumb("SELECT x;\nSELECT 1;\n");
    assertTrue(
        shown.contains("error [42703]: column \"x\" not found\n  SELECT x\n         ^\n"), shown);
    assertTrue(shown.contains("1 row in T\n"), shown);
  }

  @Test
  void runsCommands() throws IOException, SQLException {
    String shown =
        dumb("\\dt\n\\x\nSELECT 1;\n\\timing off\nSELECT 1;\n\\nonsense\nexit\nSELECT 1;\n");
    assertTrue(shown.contains(" t     TABLE\n"), shown);
    assertTrue(shown.contains("format is vertical\n"), shown);
    assertTrue(shown.contains(" c  1\n1 row in T\n"), shown);
    assertTrue(shown.contains("timing is off\n"), shown);
    assertTrue(shown.contains(" c  1\n1 row\n"), shown);
    assertTrue(shown.contains("command \\nonsense not found"), shown);
    assertEquals(List.of("SHOW TABLES", "SELECT 1", "SELECT 1"), statements());
  }

  @Test
  void ctrlCEndsChangesAndReturnsToThePrompt() throws Exception {
    PipedOutputStream keys = new PipedOutputStream();
    ExternalTerminal terminal =
        new ExternalTerminal(
            "test", "ansi", new PipedInputStream(keys), screen, StandardCharsets.UTF_8);
    terminal.setSize(Size.of(100, 40));
    FutureTask<Void> dialogue =
        new FutureTask<>(
            () -> {
              dialogue(terminal);
              return null;
            });
    Thread thread = new Thread(dialogue, "dialogue");
    thread.start();
    keys.write((CHANGES + ";\r").getBytes(StandardCharsets.UTF_8));
    keys.flush();
    database.awaitReader();
    terminal.raise(Terminal.Signal.INT);
    keys.write("SELECT 1;\r\\q\r".getBytes(StandardCharsets.UTF_8));
    keys.flush();
    dialogue.get(30, TimeUnit.SECONDS);
    String shown = shown();
    assertTrue(shown.matches("(?s).* \\+I +1 +7\n.*"), shown);
    assertTrue(shown.matches("(?s).* -D +2 +7\n.*"), shown);
    assertTrue(shown.contains("2 changes in T\n"), shown);
    assertTrue(shown.contains("1 row in T\n"), shown);
  }

  @Test
  void keepsWhatWasTyped() throws IOException, SQLException {
    dumb("SELECT 1;\n");
    String history = Files.readString(folder.resolve("state/history"));
    assertTrue(history.contains("SELECT 1;"), history);
  }

  /** What the user asked for, without the shell's own questions about names. */
  private List<String> statements() {
    return database.asked().stream()
        .filter(sql -> !sql.contains("information_schema") && !sql.equals("SHOW FUNCTIONS"))
        .toList();
  }
}
