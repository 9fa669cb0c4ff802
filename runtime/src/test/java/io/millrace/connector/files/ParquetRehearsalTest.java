package io.millrace.connector.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.millrace.lake.parquet.ParquetFile;
import io.millrace.lake.parquet.ParquetSchema;
import io.millrace.type.Field;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetRehearsalTest {

  /** It fails in silence in the background: here it must not. */
  @Test
  void theRehearsalReadsItsFileToTheEnd(@TempDir Path folder) throws IOException {
    Path copy = folder.resolve("copy.parquet");
    assertEquals(64, ParquetRehearsal.read(copy));
    assertEquals(
        "[kind, item, number, at, name, city]",
        ParquetSchema.of(ParquetFile.open(copy)).fields().stream()
            .map(Field::name)
            .toList()
            .toString());
  }
}
