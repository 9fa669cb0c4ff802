package io.millrace.bench.nexmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Caches are made by other queries than those they are for, from jars. */
class WarmStartTest {
  @TempDir private Path folder;

  @Test
  void noQueryMakesItsOwnCache() throws Exception {
    WarmStart warm = new WarmStart(folder.resolve("warm"));
    for (String query : Queries.ALL) {
      assertNotEquals(query, WarmStart.trainer(query));
      assertTrue(warm.cache(query).endsWith(WarmStart.trainer(query) + ".aot"));
    }
  }

  @Test
  void foldersOfTheClassPathBecomeJars() throws Exception {
    Path classes = Files.createDirectories(folder.resolve("classes/a/b")).getParent().getParent();
    Files.writeString(classes.resolve("a/b/C.class"), "class");
    String given = classes + File.pathSeparator + "library.jar";
    WarmStart warm = new WarmStart(folder.resolve("warm"));
    String[] path = warm.classPath(given).split(File.pathSeparator);
    assertEquals(2, path.length);
    assertEquals("library.jar", path[1]);
    try (JarFile jar = new JarFile(path[0])) {
      assertEquals(5, jar.getJarEntry("a/b/C.class").getSize());
    }
    assertEquals(path[0], warm.classPath(given).split(File.pathSeparator)[0]);
  }
}
