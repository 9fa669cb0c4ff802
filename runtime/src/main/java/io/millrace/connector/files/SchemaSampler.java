package io.millrace.connector.files;

import io.millrace.connector.format.MalformedRecord;
import io.millrace.connector.format.csv.CsvSchema;
import io.millrace.connector.format.json.JsonSchema;
import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.lake.parquet.ParquetSchema;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Comparator;
import java.util.List;

/**
 * Infers columns from the beginnings of the first files by name: of at most {@value #MOST_FILES}
 * files, {@value #MOST_BYTES} bytes in all; of Parquet from the first file's schema. All columns
 * are nullable. A later value that does not fit makes its record malformed; declaring the columns
 * avoids that.
 */
final class SchemaSampler {
  private static final int MOST_FILES = 16;
  private static final int MOST_BYTES = 8 << 20;
  private static final int PADDING = 16;

  private SchemaSampler() {}

  static RowType infer(FilesOptions options) {
    List<FoundFile> files =
        options.location().list().stream()
            .filter(file -> file.size() > 0)
            .sorted(Comparator.comparing(FoundFile::key))
            .limit(MOST_FILES)
            .toList();
    if (options.format() == FileFormat.PARQUET && !files.isEmpty()) {
      return parquet(files.get(0));
    }
    JsonSchema json = new JsonSchema();
    CsvSchema csv = new CsvSchema(options.csv());
    for (FoundFile file : files) {
      byte[] data = new byte[MOST_BYTES / files.size() + PADDING];
      int limit = read(file, data);
      boolean isWhole = limit < data.length - PADDING;
      try {
        if (options.format() == FileFormat.CSV) {
          csv.add(data, limit, isWhole);
        } else {
          json.add(data, limit);
        }
      } catch (MalformedRecord e) {
        throw FileErrors.malformed(file.path().toString(), e.getMessage(), "");
      }
    }
    RowType columns = options.format() == FileFormat.CSV ? csv.columns() : json.columns();
    if (columns.size() == 0) {
      throw new MillraceException(
          ErrorCode.INVALID_DEFINITION,
          "there is no record in '"
              + options.location().root().toAbsolutePath().normalize()
              + "' to infer columns from; declare the columns");
    }
    return columns;
  }

  private static RowType parquet(FoundFile file) {
    return new RowType(
        ParquetSchema.of(file.path()).fields().stream()
            .map(field -> Field.of(field.name(), field.type()))
            .toList());
  }

  private static int read(FoundFile file, byte[] data) {
    int limit = 0;
    try (InputStream stored = Files.newInputStream(file.path());
        InputStream input = file.compression().open(stored)) {
      while (limit < data.length - PADDING) {
        int length = input.read(data, limit, data.length - PADDING - limit);
        if (length < 0) {
          break;
        }
        limit += length;
      }
    } catch (EOFException e) {
      // A compressed file that is still being written: its beginning will do.
      return limit;
    } catch (IOException e) {
      throw FileErrors.of(e, file.path());
    }
    return limit;
  }
}
