package io.millrace.connector.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.luben.zstd.ZstdOutputStream;
import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Which files are read, in which order, how far, and from where again. */
class FilesReaderTest {
  private static final RowType A = RowType.of(Field.of("a", Type.BIGINT));

  @TempDir Path folder;

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        text,
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.WRITE);
  }

  private void append(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text, StandardOpenOption.APPEND);
  }

  private FilesFeed feed(String... options) {
    return new FilesFeed(folder, A, options);
  }

  private static List<List<Object>> rows(long... values) {
    return Arrays.stream(values).mapToObj(v -> List.<Object>of(v)).toList();
  }

  private static MillraceException error(Executable code) {
    return assertThrows(MillraceException.class, code);
  }

  // ---- Which files ----

  @Test
  void readsOneFileToItsEnd() throws IOException {
    write("one.json", "{\"a\":1}\n{\"a\":2}");
    assertEquals(rows(1, 2), feed("path", "one.json").all());
  }

  @Test
  void readsAFolderByNameWithFoldersBelow() throws IOException {
    write("in/b.json", "{\"a\":2}\n");
    write("in/c/a.json", "{\"a\":3}\n");
    write("in/a.json", "{\"a\":1}\n");
    write("in/_SUCCESS", "{\"a\":9}\n");
    write("in/.hidden.json", "{\"a\":9}\n");
    write("in/d.json.tmp", "{\"a\":9}\n");
    write("in/_temporary/x.json", "{\"a\":9}\n");
    assertEquals(rows(1, 2, 3), feed("path", "in").all());
    assertEquals(rows(1, 2, 3), feed("path", "in/", "format", "json").all());
  }

  @Test
  void readsAGlob() throws IOException {
    write("in/a1.json", "{\"a\":1}\n");
    write("in/a2.json", "{\"a\":2}\n");
    write("in/b/a3.json", "{\"a\":3}\n");
    write("in/b/c/a4.json", "{\"a\":4}\n");
    write("in/x.csv", "a\n5\n");
    assertEquals(rows(1, 2), feed("path", "in/*.json").all());
    assertEquals(rows(1, 2, 3, 4), feed("path", "in/**/*.json").all());
    assertEquals(
        rows(1, 2, 3, 4), feed("path", "in/**", "format", "json", "malformed", "count").all());
    assertEquals(rows(2), feed("path", "in/a[2-9].{json,csv}", "format", "json").all());
    assertEquals(rows(3), feed("path", "in/b/a?.json").all());
    assertEquals(rows(), feed("path", "in/zzz*.json").all());
    assertEquals(rows(1), feed("path", folder.toAbsolutePath() + "/in/a1.j*").all());
  }

  @Test
  void readsByTime() throws IOException {
    write("a.json", "{\"a\":1}\n");
    write("b.json", "{\"a\":2}\n");
    write("c.json", "{\"a\":3}\n");
    Files.setLastModifiedTime(folder.resolve("a.json"), FileTime.fromMillis(3000));
    Files.setLastModifiedTime(folder.resolve("b.json"), FileTime.fromMillis(1000));
    Files.setLastModifiedTime(folder.resolve("c.json"), FileTime.fromMillis(1000));
    assertEquals(rows(2, 3, 1), feed("path", "*.json", "order", "time").all());
  }

  @Test
  void refusesWhatIsNotThere() throws IOException {
    MillraceException missing = error(() -> feed("path", "none.json").all());
    assertEquals(ErrorCode.FILE_NOT_FOUND, missing.code());
    assertTrue(missing.getMessage().contains(folder.resolve("none.json").toString()));
    assertEquals(
        ErrorCode.FILE_NOT_FOUND, error(() -> feed("path", "nowhere/*.json").all()).code());
    assertEquals(
        ErrorCode.FEATURE_NOT_SUPPORTED, error(() -> feed("path", "s3://b/x.json").all()).code());
    Files.createDirectories(folder.resolve("empty"));
    MillraceException unknown = error(() -> feed("path", "empty").all());
    assertEquals(ErrorCode.INVALID_OPTION, unknown.code());
    assertTrue(unknown.getMessage().contains("'format' = 'json'"), unknown.getMessage());
    write("mixed/a.json", "");
    write("mixed/a.csv", "");
    assertTrue(error(() -> feed("path", "mixed").all()).getMessage().contains("json, csv"));
    assertTrue(
        error(() -> feed("path", "mixed", "formt", "json", "format", "json").all())
            .getMessage()
            .contains("formt"));
  }

  @Test
  void refusesWhatMustNotBeRead() throws IOException {
    write("closed/a.json", "{\"a\":1}\n");
    Path closed = folder.resolve("closed");
    assumeTrue(closed.toFile().setReadable(false));
    assumeFalse(Files.isReadable(closed), "permissions do not bind this user");
    try {
      assertEquals(
          ErrorCode.INSUFFICIENT_PRIVILEGE,
          error(() -> feed("path", "closed", "format", "json").all()).code());
    } finally {
      assertTrue(closed.toFile().setReadable(true));
    }
  }

  // ---- Growing ----

  @Test
  void picksUpNewFilesAlsoLateOnes() throws IOException {
    write("in/b.json", "{\"a\":2}\n");
    FilesFeed feed = feed("path", "in");
    assertEquals(rows(2), feed.all());
    assertNull(feed.poll(10));
    write("in/c.json", "{\"a\":3}\n");
    assertEquals(rows(3), feed.all());
    write("in/a.json", "{\"a\":1}\n");
    write("in/d.json", "{\"a\":4}\n");
    String before = feed.reader().offset();
    assertEquals(rows(2, 3), feed.again());
    assertEquals(rows(1, 4), feed.all());
    assertEquals(rows(2, 3, 1, 4), feed.again());
    assertEquals(rows(1, 4), feed.from(Optional.of(before)).all());
    assertEquals(rows(), feed.from(Optional.of(feed.reader().offset())).all());
  }

  @Test
  void followsAFileThatGrows() throws IOException {
    write("in/a.json", "{\"a\":1}\n{\"a\":");
    FilesFeed feed = feed("path", "in/a.json", "watch", "true");
    assertEquals(rows(1), feed.all());
    append("in/a.json", "2}\n{\"a\":3}");
    assertEquals(rows(2, 3), feed.all());
    append("in/a.json", "\n{\"a\":4}\n");
    assertEquals(rows(4), feed.all());
    assertEquals(List.of(), feed.bad);
    write("in/a.json", "{\"a\":1}\n");
    assertEquals(ErrorCode.DATA_CORRUPTED, error(feed::all).code());
  }

  @Test
  void waitsForTheEndOfALineUnlessTheFileHasSettled() throws IOException {
    write("a.csv", "a\n1\n2");
    FilesFeed feed = feed("path", "*.csv");
    assertEquals(rows(1), feed.all());
    append("a.csv", "3\n4");
    assertEquals(rows(23), feed.all());
    Clock later = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(30));
    FilesFeed settled = feed("path", "*.csv").clock(later);
    assertEquals(rows(1, 23, 4), settled.all());
    assertEquals(rows(4), feed.clock(later).from(Optional.of(feed.reader().offset())).all());
    append("a.csv", "\n5\n");
    assertEquals(rows(5), settled.all());
    assertEquals(rows(5), feed.all());
  }

  @Test
  void aLineThatWasTakenTooEarlyIsReported() throws IOException {
    write("a.csv", "a\n" + "1\n".repeat(1000) + "2");
    Clock later = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(30));
    FilesFeed feed = feed("path", "*.csv").clock(later);
    assertEquals(1001, feed.all().size());
    append("a.csv", "3\n4\n");
    assertEquals(rows(4), feed.all());
    assertEquals(1, feed.bad.size());
    assertTrue(feed.bad.get(0).place().endsWith("a.csv:1002"), feed.bad.get(0).place());
    assertEquals("3", feed.bad.get(0).text());
  }

  @Test
  void aBoundedReaderEnds() throws IOException {
    write("a.csv", "a\n1\n2");
    FilesFeed feed = feed("path", ".", "watch", "false");
    assertEquals(rows(1, 2), feed.all());
    append("a.csv", "\n3");
    write("b.csv", "a\n9\n");
    assertEquals(rows(), feed.all());
    assertEquals(rows(), feed.from(Optional.of(feed.reader().offset())).all());
  }

  @Test
  void aFileMayGoAwayAfterItWasRead() throws IOException {
    write("a.json", "{\"a\":1}\n");
    write("b.json", "{\"a\":2}\n{\"a\":3}\n");
    FilesFeed feed = feed("path", "*.json");
    assertEquals(rows(1), feed.poll(1));
    assertEquals(rows(2), feed.poll(1));
    String offset = feed.reader().offset();
    Files.delete(folder.resolve("a.json"));
    assertEquals(rows(3), feed.from(Optional.of(offset)).all());
    assertEquals(rows(2, 3), feed.again());
    assertTrue(feed.bad.remove(0).reason().contains("gone"));
    Files.delete(folder.resolve("b.json"));
    assertEquals(rows(), feed.from(Optional.of(offset)).all());
    assertEquals(1, feed.bad.size());
    assertTrue(feed.bad.get(0).place().endsWith("b.json:2"), feed.bad.get(0).place());
  }

  // ---- Compression ----

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private static byte[] zstd(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new ZstdOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  @Test
  void readsCompressedFiles() throws IOException {
    Files.write(folder.resolve("a.json.gz"), gzip("{\"a\":1}\n{\"a\":2}"));
    Files.write(folder.resolve("b.jsonl.zst"), zstd("{\"a\":3}\n{\"a\":4}"));
    write("c.ndjson", "{\"a\":5}\n");
    FilesFeed feed = feed("path", ".");
    assertEquals(rows(1, 2, 3, 4, 5), feed.all());
    feed.from(Optional.empty());
    List<List<Object>> all = new ArrayList<>();
    for (List<List<Object>> some = feed.poll(1); some != null; some = feed.poll(1)) {
      all.addAll(some);
      feed.from(Optional.of(feed.reader().offset()));
    }
    assertEquals(rows(1, 2, 3, 4, 5), all);
  }

  @Test
  void waitsForCompressedFilesThatAreCutOff() throws IOException {
    StringBuilder text = new StringBuilder();
    Random random = new Random(5);
    for (int i = 0; i < 5000; i++) {
      text.append("{\"a\":").append(random.nextLong()).append("}\n");
    }
    List<String> names = List.of("x.json.gz", "x.json.zst");
    for (String name : names) {
      byte[] whole = name.endsWith("gz") ? gzip(text.toString()) : zstd(text.toString());
      Path file = folder.resolve(name);
      for (int cut : new int[] {0, 1, 5, whole.length / 2, whole.length - 1}) {
        Files.write(file, Arrays.copyOf(whole, cut));
        FilesFeed feed = feed("path", name, "watch", "true");
        List<List<Object>> rows = new ArrayList<>(feed.all());
        assertTrue(rows.size() <= 5000);
        MillraceException cutOff = error(() -> feed("path", name).all());
        assertEquals(ErrorCode.DATA_CORRUPTED, cutOff.code());
        assertTrue(cutOff.getMessage().contains(name), cutOff.getMessage());
        Files.write(file, whole);
        rows.addAll(feed.all());
        assertEquals(5000, rows.size(), name + " cut at " + cut);
        assertEquals(rows, feed("path", name).all());
      }
    }
  }

  // ---- Malformed ----

  @Test
  void countsMalformedRecordsOrFails() throws IOException {
    write("in/a.json", "{\"a\":1}\n{\"a\":\"x\"}\n{\"a\":2}\n\nnonsense\n{\"a\":3}\n");
    FilesFeed feed = feed("path", "in");
    assertEquals(rows(1, 2, 3), feed.all());
    assertEquals(2, feed.bad.size());
    assertTrue(feed.bad.get(0).place().endsWith("a.json:2"), feed.bad.get(0).place());
    assertTrue(feed.bad.get(0).reason().contains("'x' is not of type BIGINT"));
    assertEquals("{\"a\":\"x\"}", feed.bad.get(0).text());
    assertTrue(feed.bad.get(1).place().endsWith("a.json:5"), feed.bad.get(1).place());

    FilesFeed strict = feed("path", "in", "malformed", "fail");
    assertEquals(rows(1), strict.poll(100));
    String offset = strict.reader().offset();
    MillraceException failure = error(() -> strict.poll(100));
    assertEquals(ErrorCode.MALFORMED_RECORD, failure.code());
    assertTrue(failure.getMessage().contains("a.json:2"), failure.getMessage());
    assertEquals(offset, strict.reader().offset());
    assertEquals(
        failure.getMessage(), error(() -> strict.from(Optional.of(offset)).all()).getMessage());
  }

  @Test
  void aFileFullOfMalformedRecordsIsReadInParts() throws IOException {
    write("a.json", "x\n".repeat(2500) + "{\"a\":1}\n");
    FilesFeed feed = feed("path", "a.json");
    assertEquals(rows(), feed.poll(10));
    assertEquals(1000, feed.bad.size());
    assertEquals(rows(1), feed.all());
    assertEquals(2500, feed.bad.size());
    assertTrue(feed.bad.get(2499).place().endsWith(":2500"));
  }

  // ---- Metadata ----

  @Test
  void tellsWhereARowStands() throws IOException {
    RowType type =
        RowType.of(
            Field.of("path", Type.VARCHAR),
            Field.of("a", Type.BIGINT),
            Field.of("name", Type.VARCHAR),
            Field.of("row", Type.BIGINT),
            Field.of("modified", Type.TIMESTAMPTZ),
            Field.of("size", Type.BIGINT));
    String[] keys = {"file.path", null, "file.name", "file.row", "file.modified", "file.size"};
    write("in/a.json", "{\"a\":1}\n{\"a\":2}\n");
    write("in/b.json", "{\"a\":3}\n");
    Files.setLastModifiedTime(folder.resolve("in/a.json"), FileTime.fromMillis(1500));
    Files.setLastModifiedTime(folder.resolve("in/b.json"), FileTime.fromMillis(2500));
    FilesFeed feed = new FilesFeed(folder, type, "path", "in").metadata(keys);
    String a = folder.resolve("in/a.json").toString();
    String b = folder.resolve("in/b.json").toString();
    List<List<Object>> expected =
        List.of(
            List.of(a, 1L, "a.json", 1L, 1_500_000L, 16L),
            List.of(a, 2L, "a.json", 2L, 1_500_000L, 16L),
            List.of(b, 3L, "b.json", 1L, 2_500_000L, 8L));
    assertEquals(expected, feed.all());
    feed.from(Optional.empty()).poll(1);
    assertEquals(expected.subList(1, 3), feed.from(Optional.of(feed.reader().offset())).all());
    MillraceException unknown =
        error(() -> new FilesFeed(folder, A, "path", "in").metadata("file.owner").all());
    assertTrue(unknown.getMessage().contains("'file.path', 'file.name'"), unknown.getMessage());
    assertEquals(
        ErrorCode.DATATYPE_MISMATCH,
        error(() -> new FilesFeed(folder, A, "path", "in").metadata("file.path").all()).code());
  }

  // ---- Restarts ----

  /** Whatever the buffer, the polls and the restarts: the same rows, each once. */
  @Test
  void restartsGiveTheRemainingRows() throws IOException {
    for (int seed = 0; seed < 150; seed++) {
      Random random = new Random(seed);
      Path in = Files.createDirectories(folder.resolve("r" + seed));
      boolean json = random.nextBoolean();
      List<List<Object>> expected = new ArrayList<>();
      long next = 0;
      int files = random.nextInt(6);
      for (int file = 0; file < files; file++) {
        StringBuilder text = new StringBuilder(json ? "" : "a,b\n");
        int records = random.nextInt(30);
        for (int i = 0; i < records; i++) {
          String word = "w".repeat(random.nextInt(40)) + (random.nextInt(4) == 0 ? "\n\"q" : "");
          if (random.nextInt(8) == 0) {
            text.append(json ? "{\"a\": nope}\n" : "nope,x\n");
            continue;
          }
          long value = next++;
          expected.add(List.of(value, word));
          if (json) {
            String escaped = word.replace("\n", "\\n").replace("\"", "\\\"");
            text.append("{\"a\":" + value + ", \"b\":\"" + escaped + "\"}\n");
          } else {
            text.append(value + ",\"" + word.replace("\"", "\"\"") + "\"\n");
          }
        }
        String name = "f" + file + (json ? ".json" : ".csv");
        int form = random.nextInt(3);
        if (form == 0) {
          Files.writeString(in.resolve(name), text);
        } else if (form == 1) {
          Files.write(in.resolve(name + ".gz"), gzip(text.toString()));
        } else {
          Files.write(in.resolve(name + ".zst"), zstd(text.toString()));
        }
      }
      RowType type = RowType.of(Field.of("a", Type.BIGINT), Field.of("b", Type.VARCHAR));
      FilesFeed feed =
          new FilesFeed(folder, type, "path", "r" + seed, "format", json ? "json" : "csv")
              .buffer(64 + random.nextInt(400));
      List<List<Object>> rows = new ArrayList<>();
      for (List<List<Object>> some = feed.poll(1 + random.nextInt(9));
          some != null;
          some = feed.poll(1 + random.nextInt(9))) {
        rows.addAll(some);
        if (random.nextInt(6) == 0) {
          assertEquals(rows, feed.again(), "seed " + seed);
        }
        if (random.nextInt(3) == 0) {
          feed.from(Optional.of(feed.reader().offset()));
        }
      }
      feed.close();
      assertEquals(expected, rows, "seed " + seed);
    }
  }

  /** Files come and grow at random while being read, with restarts in between. */
  @Test
  void nothingIsLostOrDoubledWhileFilesGrow() throws IOException {
    for (int seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      Path in = Files.createDirectories(folder.resolve("g" + seed));
      FilesFeed feed =
          new FilesFeed(
                  folder,
                  A,
                  "path",
                  "g" + seed,
                  "format",
                  "json",
                  "order",
                  random.nextBoolean() ? "name" : "time")
              .buffer(64 + random.nextInt(100));
      List<Long> expected = new ArrayList<>();
      List<Long> seen = new ArrayList<>();
      long next = 0;
      for (int round = 0; round < 60; round++) {
        if (random.nextInt(2) == 0) {
          Path file = in.resolve("f" + random.nextInt(5) + ".json");
          String text = "{\"a\": " + next + "}\n";
          expected.add(next++);
          int cut = random.nextInt(text.length());
          for (String part : List.of(text.substring(0, cut), text.substring(cut))) {
            Files.writeString(file, part, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            read(feed, random, seen);
          }
        }
        read(feed, random, seen);
        if (random.nextInt(8) == 0) {
          List<Long> again = feed.again().stream().map(row -> (Long) row.get(0)).sorted().toList();
          assertEquals(seen.stream().sorted().toList(), again, "seed " + seed);
        }
        if (random.nextInt(4) == 0) {
          feed.from(Optional.of(feed.reader().offset()));
        }
      }
      for (List<Object> row : feed.all()) {
        seen.add((Long) row.get(0));
      }
      feed.close();
      assertEquals(expected, seen.stream().sorted().toList(), "seed " + seed);
      assertEquals(List.of(), feed.bad, "seed " + seed);
    }
  }

  private static void read(FilesFeed feed, Random random, List<Long> seen) {
    List<List<Object>> rows = feed.poll(1 + random.nextInt(3));
    if (rows != null) {
      rows.forEach(row -> seen.add((Long) row.get(0)));
    }
  }
}
