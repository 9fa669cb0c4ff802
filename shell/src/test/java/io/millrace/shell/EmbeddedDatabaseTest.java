package io.millrace.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The shell over the real driver, the demo among it. */
@Timeout(300)
class EmbeddedDatabaseTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter errors = new StringWriter();

  private int run(String input, String... arguments) {
    Path home = Path.of("").toAbsolutePath();
    while (!Files.exists(home.resolve("examples/demo.sql"))) {
      home = home.getParent();
    }
    Program.Surroundings surroundings =
        new Program.Surroundings(
            (url, options) -> {
              Properties properties = new Properties();
              properties.putAll(options);
              return DriverManager.getConnection(url, properties);
            },
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            new PrintWriter(out),
            new PrintWriter(errors),
            home,
            name -> null,
            false,
            () -> {
              throw new AssertionError("aborted");
            });
    return new Program(surroundings).run(Arguments.parse(arguments));
  }

  private static String lines(StringWriter text) {
    return text.toString().replace(System.lineSeparator(), "\n");
  }

  @Test
  void keepsADatabaseOverInvocations() {
    String place = folder.resolve("db").toString();
    assertEquals(
        ExitCode.DONE,
        run(
            "CREATE TABLE t (a INT, b VARCHAR);\nINSERT INTO t VALUES (1, 'x'), (2, NULL);",
            place));
    assertEquals("2 rows inserted\n", lines(out), lines(errors));
    assertEquals(
        ExitCode.DONE, run("", place, "-c", "SELECT a, b FROM t ORDER BY a", "--format", "json"));
    assertEquals(
        "2 rows inserted\n{\"a\":1,\"b\":\"x\"}\n{\"a\":2,\"b\":null}\n",
        lines(out),
        lines(errors));
  }

  @Test
  void pointsAtTheUsersOwnText() {
    assertEquals(ExitCode.FAILED, run("SELECT 1,\n  nme\nFROM (VALUES (1)) AS t (name);\n"));
    assertTrue(lines(errors).startsWith("error [42703]: column \"nme\" not found"), lines(errors));
    assertTrue(lines(errors).endsWith("\n    nme\n    ^\n"), lines(errors));
  }

  @Test
  void warnsOfWhatIsNotUpToDate() {
    String script =
        "CREATE TABLE t (v INT);\n"
            + "CREATE MATERIALIZED VIEW m AS SELECT SUM(v) AS s FROM t;\n"
            + "SELECT * FROM m;\n"
            + "ALTER MATERIALIZED VIEW m PAUSE;\n"
            + "INSERT INTO t SELECT 1 FROM m;\n";
    assertEquals(ExitCode.DONE, run(script, "--format", "csv"));
    assertEquals(
        "warning [01000]: materialized view 'm' is paused; what has come since is missing;"
            + " ALTER MATERIALIZED VIEW m RESUME goes on\n",
        lines(errors));
  }

  @Test
  void tellsTheDemo() {
    Path place = folder.resolve("demo");
    assertEquals(ExitCode.DONE, run("", "demo", place.toString()), () -> lines(errors));
    String told = lines(out);
    assertTrue(told.contains("\n 2018-02-02 05:00:00  CA          12       1.48\n"), told);
    assertTrue(
        told.matches("(?s).*\n -D +\\d+  Chicago +1258\n.*\n \\+I +\\d+  Chicago +88\n.*"), told);
    assertTrue(told.contains("2 tables and 4 materialized views"), told);
    assertEquals("", lines(errors));
    out.getBuffer().setLength(0);
    assertEquals(
        ExitCode.DONE,
        run("", place.toString(), "-c", "SELECT COUNT(*) AS n FROM quakes_raw", "--format=csv"));
    assertEquals("n\n1707\n", lines(out), lines(errors));
  }
}
