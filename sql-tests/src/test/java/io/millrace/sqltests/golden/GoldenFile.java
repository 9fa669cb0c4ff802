package io.millrace.sqltests.golden;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A golden file: commands one after the other, each a verb, its text, and after {@code ----} what
 * it is expected to print. A blank line ends a command; lines that begin with # between commands
 * are comments.
 *
 * <ul>
 *   <li>{@code statement ok}: runs; prints nothing.
 *   <li>{@code statement count}: runs; prints how many rows it changed.
 *   <li>{@code statement error}: fails; prints {@code [SQLSTATE] message}.
 *   <li>{@code query}: prints the columns and the rows, sorted as text.
 *   <li>{@code query ordered}: the same, in the order in which they come.
 *   <li>{@code changes}: follows the query until nothing more comes, and prints the net change:
 *       rows with their weight, sorted as text.
 *   <li>{@code plan}: prints what EXPLAIN prints.
 *   <li>{@code file NAME}: writes (or appends to) a file of the test's own folder; prints nothing.
 *   <li>{@code restart}: closes the database and opens it again, in every mode that has a
 *       directory.
 *   <li>{@code only MODE ...}: the file runs in these modes alone.
 * </ul>
 */
record GoldenFile(Path path, List<Command> commands) {

  /**
   * A command.
   *
   * @param before the comment lines before it, and blank lines
   * @param line where it stands, from 1
   * @param argument what follows the verb
   */
  record Command(
      List<String> before,
      int line,
      String verb,
      String argument,
      String text,
      List<String> expected) {}

  static GoldenFile read(Path path) {
    List<String> lines;
    try {
      lines = Files.readAllLines(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<Command> commands = new ArrayList<>();
    List<String> before = new ArrayList<>();
    int i = 0;
    while (i < lines.size()) {
      String line = lines.get(i);
      if (line.isBlank() || line.startsWith("#")) {
        before.add(line);
        i++;
        continue;
      }
      int start = i + 1;
      String[] head = line.strip().split("\\s+", 2);
      i++;
      StringBuilder text = new StringBuilder();
      while (i < lines.size() && !lines.get(i).isBlank() && !lines.get(i).equals("----")) {
        text.append(lines.get(i++)).append('\n');
      }
      List<String> expected = new ArrayList<>();
      if (i < lines.size() && lines.get(i).equals("----")) {
        i++;
        while (i < lines.size() && !lines.get(i).isBlank()) {
          expected.add(lines.get(i++));
        }
      }
      commands.add(
          new Command(
              List.copyOf(before),
              start,
              head[0],
              head.length > 1 ? head[1] : "",
              text.toString(),
              expected));
      before.clear();
    }
    return new GoldenFile(path, commands);
  }

  /** Writes the file anew, with what was printed as what is expected. */
  void write(List<List<String>> printed) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < commands.size(); i++) {
      Command command = commands.get(i);
      command.before().forEach(line -> out.append(line).append('\n'));
      out.append(command.verb());
      if (!command.argument().isEmpty()) {
        out.append(' ').append(command.argument());
      }
      out.append('\n').append(command.text());
      if (!printed.get(i).isEmpty()) {
        out.append("----\n");
        printed.get(i).forEach(line -> out.append(line).append('\n'));
      }
    }
    try {
      Files.writeString(path, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
