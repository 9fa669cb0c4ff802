package io.millrace.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the script {@code millrace} starts, with a JVM that only writes down what it was told. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
  private static final String JVM =
      """
      #!/usr/bin/env bash
      echo "$*" >>"%s"
      for option in "$@"; do
        case $option in
          -XX:AOTCacheOutput=* | -XX:ArchiveClassesAtExit=*)
            [[ -e "%s" ]] || echo archive >"${option#*=}" ;;
        esac
      done
      """;

  @TempDir private Path folder;
  private Path home;
  private Path starts;
  private Path archives;
  private Path cannot;

  @BeforeEach
  void makeHome() throws IOException {
    home = Files.createDirectories(folder.resolve("home"));
    Path target = Files.createDirectories(home.resolve("shell/target"));
    archives = target.resolve("cds");
    starts = folder.resolve("starts");
    cannot = folder.resolve("cannot");
    Files.writeString(target.resolve("millrace-shell.jar"), "jar");
    Files.writeString(target.resolve("built"), "");
    Files.copy(Path.of("..", "millrace"), home.resolve("millrace"));
    Path options = Files.createDirectories(home.resolve("shell/launch")).resolve("jvm.options");
    Files.copy(Path.of("launch/jvm.options"), options);
  }

  private Path jdk(String version) throws IOException {
    Path jdk = Files.createDirectories(folder.resolve("jdk-" + version).resolve("bin")).getParent();
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    Path java = jdk.resolve("bin/java");
    Files.writeString(java, JVM.formatted(starts, cannot));
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    return jdk;
  }

  /** Starts, and returns what the JVM of the start itself was told. */
  private String start(Path jdk, String options) throws IOException, InterruptedException {
    Files.deleteIfExists(starts);
    ProcessBuilder builder =
        new ProcessBuilder("bash", home.resolve("millrace").toString(), "-c", "SELECT 1");
    builder.environment().put("JAVA_HOME", jdk.toString());
    builder.environment().put("MILLRACE_JAVA_OPTIONS", options);
    Process process = builder.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(30, TimeUnit.SECONDS));
    assertEquals(0, process.exitValue(), said);
    awaitQuiet();
    List<String> told =
        Files.readAllLines(starts).stream().filter(line -> line.endsWith("-c SELECT 1")).toList();
    assertEquals(1, told.size(), told.toString());
    return told.get(0);
  }

  private boolean hasTrained() throws IOException {
    return Files.readString(starts).contains("demo.sql");
  }

  /** Waits until nothing makes an archive. */
  private void awaitQuiet() throws IOException, InterruptedException {
    for (int i = 0; i < 600 && files().anyMatch(name -> name.endsWith(".making")); i++) {
      Thread.sleep(50);
    }
    assertFalse(files().anyMatch(name -> name.endsWith(".making")));
  }

  private Stream<String> files() throws IOException {
    if (!Files.isDirectory(archives)) {
      return Stream.empty();
    }
    try (Stream<Path> listed = Files.list(archives)) {
      return listed.map(file -> file.getFileName().toString()).toList().stream();
    }
  }

  @Test
  void laterJdksLearnBesideTheFirstStartAndBeginThereFromThenOn() throws Exception {
    Path jdk = jdk("25.0.1");
    assertFalse(start(jdk, "").contains("AOT"));
    assertTrue(hasTrained());
    String second = start(jdk, "-Xmx1g");
    assertTrue(second.contains("-XX:AOTCache=" + archives), second);
    assertTrue(second.contains("-XX:+UseParallelGC") && second.contains("-Xmx1g"), second);
    assertFalse(second.contains("-Xshare"), second);
    assertFalse(hasTrained());
    assertEquals(1, files().count());
  }

  @Test
  void earlierJdksShareClasses() throws Exception {
    Path jdk = jdk("17.0.9");
    assertTrue(start(jdk, "").contains("-XX:SharedArchiveFile=" + archives));
    assertTrue(hasTrained());
    assertTrue(start(jdk, "").contains("-XX:SharedArchiveFile=" + archives));
    assertFalse(hasTrained());
  }

  @Test
  void anotherJarJdkOrCollectorIsLearnedAnew() throws Exception {
    Path jdk = jdk("25.0.1");
    start(jdk, "");
    assertTrue(start(jdk, "").contains("AOTCache="));
    String other = start(jdk, "-XX:+UseG1GC");
    assertTrue(hasTrained());
    assertTrue(other.contains("UseG1GC"), other);
    assertFalse(other.contains("AOT") || other.contains("UseParallelGC"), other);
    assertTrue(start(jdk, "-XX:+UseG1GC").contains("AOTCache="));
    assertFalse(start(jdk("26"), "").contains("AOT"));
    Path jar = home.resolve("shell/target/millrace-shell.jar");
    Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(5)));
    Files.setLastModifiedTime(
        home.resolve("shell/target/built"), FileTime.from(Instant.now().plusSeconds(5)));
    assertFalse(start(jdk, "").contains("AOT"));
    assertTrue(hasTrained());
  }

  @Test
  void aJdkThatCannotIsNotAskedAgain() throws Exception {
    Files.writeString(cannot, "");
    for (String version : List.of("25.0.1", "17.0.9")) {
      Path jdk = jdk(version);
      start(jdk, "");
      assertTrue(hasTrained());
      String second = start(jdk, "");
      assertFalse(second.contains("AOT") || second.contains("SharedArchiveFile"), second);
      assertFalse(hasTrained());
    }
  }

  @Test
  void whatWasCutOffIsMadeAgain() throws Exception {
    Path jdk = jdk("25.0.1");
    start(jdk, "");
    String archive = files().findFirst().orElseThrow();
    Files.delete(archives.resolve(archive));
    Process gone = new ProcessBuilder("true").start();
    gone.waitFor();
    Files.writeString(archives.resolve(archive + ".making"), gone.pid() + "\n");
    start(jdk, "");
    assertTrue(hasTrained());
    assertTrue(start(jdk, "").contains("AOTCache="));
  }

  @Test
  void theJvmTakesTheOptions() throws Exception {
    assertTrue(start(jdk("25.0.1"), "").contains(" @" + home.resolve("shell/launch/jvm.options")));
    Process jvm =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + Path.of("launch/jvm.options"),
                "-version")
            .redirectErrorStream(true)
            .start();
    String said = new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, jvm.waitFor(), said);
    assertFalse(said.contains("warning"), said);
  }

  @Test
  void withoutAPlaceForArchivesItStartsAllTheSame() throws Exception {
    Files.writeString(archives, "not a folder");
    for (String version : List.of("25.0.1", "17.0.9")) {
      assertFalse(start(jdk(version), "").contains("Archive"));
      assertFalse(hasTrained());
    }
  }

  @Test
  void whoChoosesAnArchiveGetsThatOne() throws Exception {
    Path jdk = jdk("25.0.1");
    start(jdk, "");
    String own = start(jdk, "-XX:AOTCache=mine.aot");
    assertEquals(1, own.split("AOTCache", -1).length - 1, own);
  }
}
