package io.millrace.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What every source file owes its readers, whatever it does. */
class HouseRulesTest {
  private static final int LONGEST = 600;

  /** Of files in a package; some 25 are better. */
  private static final int LARGEST = 45;

  /** Files that may be longer, each with the reason why splitting it would not help a reader. */
  private static final Map<String, String> PERMITTED_LONG = Map.of();

  private static final Set<String> SKIPPED_FOLDERS =
      Set.of(".git", ".idea", ".mvn", ".vscode", "target");
  private static final Pattern TEXT_FILE =
      Pattern.compile("(?i).*\\.(java|g4|md|xml|iq|sql|properties|txt|yml|yaml|sh|cmd)");
  private static final Pattern MACHINE_PATH =
      Pattern.compile("(?<![\\w.])/(?:work|root|home/\\w+|Users/\\w+)/\\w|\\b[A-Z]:\\\\Users\\\\");
  private static final Pattern POSTPONED =
      Pattern.compile("\\b(?:TO" + "DO|FIX" + "ME|XX" + "X)\\b");
  private static final Pattern TEST_METHOD =
      Pattern.compile("(?m)^\\s*@(?:Test|ParameterizedTest|RepeatedTest|TestFactory)\\b");
  private static final Pattern ABSTRACT_CLASS = Pattern.compile("(?m)^(?:public )?abstract ");

  private static Path root;
  private static List<Path> files;

  @BeforeAll
  static void listFiles() throws IOException {
    root = Path.of("").toAbsolutePath();
    while (!Files.exists(root.resolve("mvnw"))) {
      root = root.getParent();
    }
    files = new ArrayList<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return SKIPPED_FOLDERS.contains(folder.getFileName().toString())
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            files.add(root.relativize(file));
            return FileVisitResult.CONTINUE;
          }
        });
    assertFalse(files.isEmpty(), "no files below " + root);
  }

  @Test
  void filesAreShort() {
    List<String> tooLong =
        java()
            .filter(file -> !PERMITTED_LONG.containsKey(name(file)))
            .filter(file -> lines(file) > LONGEST)
            .map(file -> name(file) + ": " + lines(file) + " lines")
            .toList();
    assertEquals(List.of(), tooLong, "split by concern, or permit with a reason");
  }

  @Test
  void permissionsAreInUse() {
    List<String> unused =
        PERMITTED_LONG.keySet().stream()
            .filter(name -> !Files.exists(root.resolve(name)) || lines(Path.of(name)) <= LONGEST)
            .sorted()
            .toList();
    assertEquals(List.of(), unused, "no longer long: take the permission away");
  }

  @Test
  void packagesAreSmall() {
    List<String> tooLarge =
        java()
            .filter(file -> name(file).contains("src/main/java/"))
            .collect(Collectors.groupingBy(Path::getParent, TreeMap::new, Collectors.counting()))
            .entrySet()
            .stream()
            .filter(folder -> folder.getValue() > LARGEST)
            .map(folder -> name(folder.getKey()) + ": " + folder.getValue() + " files")
            .toList();
    assertEquals(List.of(), tooLarge, "part them by what belongs together, without circles");
  }

  @Test
  void packagesSayWhatTheyAreFor() {
    Set<Path> described =
        java()
            .filter(file -> file.endsWith("package-info.java"))
            .map(Path::getParent)
            .collect(Collectors.toSet());
    List<Path> silent =
        java()
            .filter(file -> name(file).contains("src/main/java/"))
            .map(Path::getParent)
            .filter(folder -> !described.contains(folder))
            .distinct()
            .toList();
    assertEquals(List.of(), silent, "packages without package-info.java");
  }

  @Test
  void nothingNamesAMachine() {
    assertEquals(List.of(), linesThat(text -> MACHINE_PATH.matcher(text).find()));
  }

  @Test
  void nothingIsPostponedInPlace() {
    assertEquals(List.of(), linesThat(text -> POSTPONED.matcher(text).find()));
  }

  @Test
  void testsAreNamedSoThatTheyRun() {
    List<Path> unseen =
        java()
            .filter(file -> name(file).contains("src/test/java/"))
            .filter(file -> !name(file).endsWith("Test.java"))
            .filter(file -> TEST_METHOD.matcher(read(file)).find())
            .filter(file -> !ABSTRACT_CLASS.matcher(read(file)).find())
            .toList();
    assertEquals(List.of(), unseen, "the build runs classes named ...Test");
  }

  @Test
  void slowTestsAreTaggedSlow() {
    List<Path> untagged =
        java()
            .filter(file -> name(file).endsWith("SlowTest.java"))
            .filter(file -> !read(file).contains("@Tag(\"slow\")"))
            .toList();
    assertEquals(List.of(), untagged);
  }

  private static java.util.stream.Stream<Path> java() {
    return files.stream().filter(file -> name(file).endsWith(".java"));
  }

  private static List<String> linesThat(Predicate<String> predicate) {
    List<String> found = new ArrayList<>();
    for (Path file : files) {
      if (TEXT_FILE.matcher(name(file)).matches()) {
        String[] lines = read(file).split("\n", -1);
        for (int number = 1; number <= lines.length; number++) {
          if (predicate.test(lines[number - 1])) {
            found.add(name(file) + ":" + number + ": " + lines[number - 1].strip());
          }
        }
      }
    }
    return found;
  }

  private static String name(Path file) {
    return file.toString().replace('\\', '/');
  }

  private static long lines(Path file) {
    return read(file).lines().count();
  }

  private static String read(Path file) {
    try {
      return Files.readString(root.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }
}
