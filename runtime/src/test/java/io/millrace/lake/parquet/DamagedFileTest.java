package io.millrace.lake.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.batch.Batch;
import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.type.RowType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that was changed or cut off is an error that names it, never a wrong row. */
class DamagedFileTest {
  @TempDir Path directory;

  private static List<List<Object>> read(Path file) {
    List<List<Object>> rows = new ArrayList<>();
    try (ParquetReader reader = ParquetReader.open(file)) {
      for (Batch batch = reader.next(); batch != null; batch = reader.next()) {
        rows.addAll(RowValues.rows(batch));
      }
    }
    return rows;
  }

  @Test
  void changedBytesAreFound() throws IOException {
    int found = 0;
    for (int seed = 0; seed < 40; seed++) {
      RandomBatches batches = new RandomBatches(seed);
      RowType type = batches.rowType(5);
      Path file = directory.resolve(seed + ".parquet");
      try (ParquetWriter writer =
          ParquetWriter.create(file, ParquetColumn.of(type), Dialect.PARQUET, false)) {
        writer.write(batches.batch(type, 500));
        writer.finish();
      }
      List<List<Object>> expected = read(file);
      byte[] content = Files.readAllBytes(file);
      Random random = new Random(seed);
      for (int i = 0; i < 25; i++) {
        byte[] damaged = content.clone();
        if (i % 5 == 0) {
          damaged = Arrays.copyOf(content, random.nextInt(content.length));
        } else {
          damaged[random.nextInt(content.length)] ^= (byte) (1 << random.nextInt(8));
        }
        Path copy = directory.resolve("damaged.parquet");
        Files.write(copy, damaged);
        String where = "seed " + seed + " damage " + i;
        try {
          List<List<Object>> rows = read(copy);
          // What is left may be names or statistics, which readers of all columns do not use.
          if (rows.size() == expected.size()
              && ParquetSchema.of(copy).equals(ParquetSchema.of(file))) {
            assertEquals(expected, rows, where);
          }
        } catch (MillraceException e) {
          found++;
          assertTrue(e.getMessage().contains("damaged.parquet"), where + e.getMessage());
          assertTrue(
              e.code() == ErrorCode.DATA_CORRUPTED
                  || e.code() == ErrorCode.FEATURE_NOT_SUPPORTED
                  || e.code() == ErrorCode.DATATYPE_MISMATCH,
              where + e.code());
        }
      }
    }
    assertTrue(found > 500, "found " + found);
  }

  @Test
  void whatIsNoParquetFileIsNamed() throws IOException {
    Path text = directory.resolve("text.parquet");
    Files.writeString(text, "this is no Parquet file at all");
    assertCode(ErrorCode.DATA_CORRUPTED, text);
    Path empty = directory.resolve("empty.parquet");
    Files.createFile(empty);
    assertCode(ErrorCode.DATA_CORRUPTED, empty);
    assertCode(ErrorCode.FILE_NOT_FOUND, directory.resolve("missing.parquet"));
    assertCode(ErrorCode.IO_ERROR, directory);
  }

  private static void assertCode(ErrorCode code, Path file) {
    MillraceException e = assertThrows(MillraceException.class, () -> read(file));
    assertEquals(code, e.code());
    assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
  }
}
