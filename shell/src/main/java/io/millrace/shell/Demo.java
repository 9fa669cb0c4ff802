package io.millrace.shell;

import io.millrace.shell.screen.Screen;
import io.millrace.shell.screen.Style;
import io.millrace.shell.script.ScriptException;
import io.millrace.shell.script.ScriptFile;
import io.millrace.shell.session.DatabaseLink;
import io.millrace.shell.session.Quantity;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The tour: a script over the data that comes with Millrace, in a directory of its own. */
final class Demo {
  /** Says that a directory was made by the demo, and may be replaced by it. */
  private static final String MARK = ".made-by-millrace-demo";

  /** How demos marked their directories before databases were made in empty ones alone. */
  private static final String FORMER_MARK = "made-by-millrace-demo";

  private static final String TABLES =
      """
      SELECT table_name, table_type FROM information_schema.tables
      WHERE table_type IN ('BASE TABLE', 'MATERIALIZED VIEW') ORDER BY table_name""";

  private final Path home;
  private final Path directory;

  Demo(Path home, Path directory) {
    this.home = home.toAbsolutePath().normalize();
    this.directory = directory;
  }

  /** Returns what the script's relative paths are relative to. */
  Path home() {
    return home;
  }

  /**
   * Makes the directory, anew if an earlier demo left it, and reads the script.
   *
   * @throws ScriptException when something else is there, or the script is not
   */
  ScriptFile prepare() throws ScriptException {
    ScriptFile script = ScriptFile.read(home.resolve("examples").resolve("demo.sql"), Map.of());
    try {
      if (Files.exists(directory) && !isEmpty(directory)) {
        if (!Files.isRegularFile(directory.resolve(MARK))
            && !Files.isRegularFile(directory.resolve(FORMER_MARK))) {
          throw new ScriptException(
              directory
                  + " is there already and no demo made it; name another directory: millrace demo"
                  + " DIRECTORY");
        }
        delete(directory);
      }
      Files.createDirectories(directory);
      Files.writeString(
          directory.resolve(MARK),
          home + "\nThe next demo in this place replaces this directory.\n");
    } catch (IOException e) {
      throw new ScriptException(
          "the demo's directory " + directory + " cannot be made: " + e.getMessage());
    }
    return script;
  }

  /**
   * Returns what relative paths are relative to in a database that a demo left; empty for any
   * other. It goes on wherever it is opened from.
   */
  static Optional<Path> homeOf(String database) {
    try {
      return Files.readString(Path.of(database).resolve(MARK)).lines().findFirst().map(Path::of);
    } catch (IOException | InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static boolean isEmpty(Path place) throws IOException {
    if (!Files.isDirectory(place)) {
      return false;
    }
    try (Stream<Path> files = Files.list(place)) {
      return files.findAny().isEmpty();
    }
  }

  /** Deletes a directory; links in it are deleted, not followed. The mark goes last. */
  private static void delete(Path directory) throws IOException {
    Path mark = directory.resolve(MARK);
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (!file.equals(mark)) {
              Files.delete(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, IOException error)
              throws IOException {
            if (error != null) {
              throw error;
            }
            if (!folder.equals(directory)) {
              Files.delete(folder);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    Files.delete(mark);
  }

  /** Says what the demo has made and what to do with it. */
  void sayWhatIsLeft(Screen screen, DatabaseLink link) throws SQLException {
    int tables = 0;
    int views = 0;
    try (Statement statement = link.connection().createStatement();
        ResultSet rows = statement.executeQuery(TABLES)) {
      while (rows.next()) {
        if (rows.getString(2).equals("BASE TABLE")) {
          tables++;
        } else {
          views++;
        }
      }
    }
    screen.line(
        screen.styled(Style.BOLD, "Left in " + directory + ": ")
            + Quantity.count(tables, "table")
            + " and "
            + Quantity.count(views, "materialized view")
            + ".");
    screen.line(
        "Each is a folder below "
            + directory.resolve("tables")
            + ": a Delta table for any engine.");
    screen.line();
    screen.line("Go on from here:");
    screen.line();
    for (List<String> line :
        List.of(
            List.of("./millrace " + directory, "ask it something yourself"),
            List.of("./millrace run examples/demo.sql", "the same script, in memory"),
            List.of("examples/demo.sql", "the script"))) {
      screen.line(
          String.format(
              Locale.ROOT, "  %-34s %s", line.get(0), screen.styled(Style.DIM, line.get(1))));
    }
    screen.flush();
  }
}
