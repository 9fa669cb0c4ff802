package io.millrace.connector.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.lake.parquet.Dialect;
import io.millrace.lake.parquet.ParquetColumn;
import io.millrace.lake.parquet.ParquetWriter;
import io.millrace.testing.Rows;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parquet files as a source. */
class ParquetFilesTest {
  private static final RowType TYPE =
      RowType.of(Field.of("a", Type.BIGINT), Field.of("s", Type.VARCHAR));

  @TempDir Path folder;

  private List<List<Object>> write(String name, long first, int count) throws IOException {
    List<List<Object>> rows = new ArrayList<>();
    for (long a = first; a < first + count; a++) {
      rows.add(Arrays.asList(a, a % 3 == 0 ? null : "s" + a));
    }
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    try (ParquetWriter writer =
        ParquetWriter.create(file, ParquetColumn.of(TYPE), Dialect.PARQUET, false)) {
      writer.write(Rows.batch(TYPE, rows));
      writer.finish();
    }
    return rows;
  }

  private FilesFeed feed(String... options) {
    return new FilesFeed(folder, TYPE, options);
  }

  @Test
  void readsAFolderFromAnywhere() throws IOException {
    List<List<Object>> expected = new ArrayList<>(write("in/a.parquet", 0, 20_000));
    expected.addAll(write("in/b.parquet", 20_000, 3));
    expected.addAll(write("in/c.parquet", 20_003, 0));
    FilesFeed feed = feed("path", "in");
    assertEquals(expected, feed.all());
    expected.addAll(write("in/d.parquet", 20_003, 100));
    assertEquals(expected.subList(20_003, 20_103), feed.all());
    Random random = new Random(1);
    feed.from(Optional.empty());
    List<List<Object>> rows = new ArrayList<>();
    for (List<List<Object>> some = feed.poll(5000);
        some != null;
        some = feed.poll(1 + random.nextInt(5000))) {
      rows.addAll(some);
      assertEquals(rows, feed.again());
      feed.from(Optional.of(feed.reader().offset()));
    }
    assertEquals(expected, rows);
    assertEquals(
        "(a BIGINT, s VARCHAR)",
        new FilesConnector().inferSchema(feed("path", "in").options()).toString());
  }

  @Test
  void numbersRows() throws IOException {
    write("a.parquet", 10, 9000);
    RowType type = RowType.of(Field.of("n", Type.BIGINT), Field.of("a", Type.BIGINT));
    FilesFeed feed = new FilesFeed(folder, type, "path", "a.parquet").metadata("file.row", null);
    List<List<Object>> rows = feed.all();
    assertEquals(9000, rows.size());
    for (List<Object> row : rows) {
      assertEquals((long) row.get(0) + 9, row.get(1));
    }
  }

  @Test
  void waitsForAFileThatIsBeingWritten() throws IOException {
    List<List<Object>> expected = write("done/a.parquet", 0, 100);
    byte[] whole = Files.readAllBytes(folder.resolve("done/a.parquet"));
    Path file = Files.createDirectories(folder.resolve("in")).resolve("a.parquet");
    FilesFeed feed = feed("path", "in", "format", "parquet");
    for (int cut : new int[] {0, 3, 4, 12, whole.length / 2, whole.length - 1}) {
      Files.write(file, Arrays.copyOf(whole, cut));
      assertEquals(List.of(), feed.all());
      MillraceException half =
          assertThrows(MillraceException.class, () -> feed("path", "in/a.parquet").all());
      assertEquals(ErrorCode.DATA_CORRUPTED, half.code());
      assertTrue(half.getMessage().contains("a.parquet' is damaged: it does not end"));
    }
    assertEquals(List.of(), feed.bad);
    Clock later = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(1));
    FilesFeed impatient = feed("path", "in").clock(later);
    assertEquals(List.of(), impatient.all());
    assertEquals(1, impatient.bad.size());
    Files.write(file, whole);
    assertEquals(expected, feed.all());
    assertEquals(expected, impatient.all());
  }

  @Test
  void refusesWhatDoesNotFit() throws IOException {
    write("in/a.parquet", 0, 10);
    RowType other = RowType.of(Field.of("b", Type.BIGINT));
    MillraceException missing =
        assertThrows(
            MillraceException.class, () -> new FilesFeed(folder, other, "path", "in").all());
    assertTrue(missing.getMessage().contains("no column 'b'; it has a, s"));
    assertEquals(
        10, new FilesFeed(folder, other, "path", "in", "missing.columns", "null").all().size());
    RowType wrong = RowType.of(Field.of("s", Type.BIGINT));
    assertEquals(
        ErrorCode.DATATYPE_MISMATCH,
        assertThrows(
                MillraceException.class, () -> new FilesFeed(folder, wrong, "path", "in").all())
            .code());
    FilesFeed feed = feed("path", "in");
    assertEquals(10, feed.all().size());
    Files.delete(folder.resolve("in/a.parquet"));
    write("in/a.parquet", 0, 2000);
    assertEquals(ErrorCode.DATA_CORRUPTED, assertThrows(MillraceException.class, feed::all).code());
    Files.writeString(folder.resolve("bad.parquet"), "this is no Parquet file, really PAR1");
    assertEquals(
        ErrorCode.DATA_CORRUPTED,
        assertThrows(MillraceException.class, () -> feed("path", "bad.parquet").all()).code());
  }
}
