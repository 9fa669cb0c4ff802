package io.millrace.sqltests.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Runs every golden file in every mode. {@code -Dscript=join/left} runs those whose path contains
 * the text; {@code -Dsqltests.update=true} writes what is printed into the files: review the
 * difference as you would code.
 */
class GoldenFileTest {
  private static final Path ROOT = Path.of("src/test/resources/golden");
  private static final Path DATA = Path.of("src/test/resources/data").toAbsolutePath();
  private static final boolean UPDATE = Boolean.getBoolean("sqltests.update");

  @TestFactory
  @Execution(ExecutionMode.CONCURRENT)
  Stream<DynamicNode> goldenFiles() throws IOException {
    String wanted = System.getProperty("script", "");
    List<Path> files;
    try (Stream<Path> walk = Files.walk(ROOT)) {
      files =
          walk.filter(path -> path.toString().endsWith(".test"))
              .filter(path -> name(path).contains(wanted))
              .sorted()
              .toList();
    }
    assertFalse(files.isEmpty(), "no golden file matches '" + wanted + "'");
    long seed = Long.getLong("sqltests.seed", 1);
    return files.stream()
        .map(
            path ->
                DynamicTest.dynamicTest(
                    name(path),
                    () -> {
                      GoldenFile file = GoldenFile.read(path);
                      for (RunMode mode : modes(file)) {
                        run(file, mode, seed);
                      }
                    }));
  }

  private static String name(Path path) {
    String relative = ROOT.relativize(path).toString().replace('\\', '/');
    return relative.substring(0, relative.length() - ".test".length());
  }

  private static List<RunMode> modes(GoldenFile file) {
    for (GoldenFile.Command command : file.commands()) {
      if (command.verb().equals("only")) {
        return Arrays.stream(command.argument().split("\\s+")).map(RunMode::valueOf).toList();
      }
    }
    return List.of(RunMode.values());
  }

  private static void run(GoldenFile file, RunMode mode, long seed) throws Exception {
    Path folder = Files.createTempDirectory("golden-").toRealPath();
    List<List<String>> printed = new ArrayList<>();
    try (GoldenRunner runner = new GoldenRunner(mode, folder, DATA, seed)) {
      for (GoldenFile.Command command : file.commands()) {
        List<String> lines = runner.run(command);
        printed.add(lines);
        if (!UPDATE) {
          assertEquals(
              String.join("\n", command.expected()),
              String.join("\n", lines),
              () -> place(file, command, mode, seed));
        }
      }
    } finally {
      delete(folder);
    }
    if (UPDATE) {
      if (mode == modes(file).get(0)) {
        file.write(printed);
      } else {
        GoldenFile written = GoldenFile.read(file.path());
        for (int i = 0; i < printed.size(); i++) {
          GoldenFile.Command command = written.commands().get(i);
          assertEquals(
              String.join("\n", command.expected()),
              String.join("\n", printed.get(i)),
              () -> place(file, command, mode, seed));
        }
      }
    }
  }

  private static String place(
      GoldenFile file, GoldenFile.Command command, RunMode mode, long seed) {
    return file.path() + ":" + command.line() + " in mode " + mode + ", seed " + seed;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
