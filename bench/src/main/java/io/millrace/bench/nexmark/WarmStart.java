package io.millrace.bench.nexmark;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * Where processes begin with a cache of loaded classes and profiles of methods (JEP 483, 514, 515),
 * as the script {@code millrace} has them do: made by a run of another query than the measured one.
 */
final class WarmStart {
  private static final int FIRST_JAVA = 25;

  private final Path folder;

  /**
   * @param folder takes the caches; emptied first
   */
  WarmStart(Path folder) throws IOException {
    this.folder = folder.toAbsolutePath();
    Folders.delete(this.folder);
    Files.createDirectories(this.folder);
  }

  /** Refuses a JVM that has no such caches. */
  static void requireSupport() {
    if (Runtime.version().feature() < FIRST_JAVA) {
      throw new IllegalArgumentException("--warm needs Java " + FIRST_JAVA + " or later");
    }
  }

  /** Returns the query whose run makes the cache for a query. */
  static String trainer(String query) {
    return query.equals("q5") ? "q8" : "q5";
  }

  /** Returns where the cache for a query is, or is to be made. */
  Path cache(String query) {
    return folder.resolve(trainer(query) + ".aot");
  }

  /** Returns a class path with jars for its folders, which a cache does not take. */
  String classPath(String given) throws IOException {
    List<String> entries = new ArrayList<>();
    for (String entry : given.split(File.pathSeparator)) {
      Path path = Path.of(entry);
      entries.add(Files.isDirectory(path) ? jar(path, entries.size()).toString() : entry);
    }
    return String.join(File.pathSeparator, entries);
  }

  private Path jar(Path classes, int number) throws IOException {
    Path jar = folder.resolve("classes-" + number + ".jar");
    if (Files.exists(jar)) {
      return jar;
    }
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        String name = classes.relativize(file).toString().replace(File.separatorChar, '/');
        out.putNextEntry(new JarEntry(name));
        Files.copy(file, out);
        out.closeEntry();
      }
    }
    return jar;
  }
}
