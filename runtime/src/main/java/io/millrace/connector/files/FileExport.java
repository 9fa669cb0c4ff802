package io.millrace.connector.files;

import io.millrace.batch.Batch;
import io.millrace.connector.Options;
import io.millrace.connector.format.RecordWriter;
import io.millrace.connector.format.csv.CsvDialect;
import io.millrace.connector.format.csv.CsvWriter;
import io.millrace.connector.format.json.JsonWriter;
import io.millrace.error.ErrorCode;
import io.millrace.error.FileProblem;
import io.millrace.error.MillraceException;
import io.millrace.lake.parquet.Dialect;
import io.millrace.lake.parquet.ParquetColumn;
import io.millrace.lake.parquet.ParquetWriter;
import io.millrace.type.RowType;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Writes rows to one file: JSON Lines, CSV or Parquet, the former two compressed where the name
 * says so. The file is there whole or not at all; one of its name is replaced.
 */
public final class FileExport {
  private final Path file;
  private final FileFormat format;
  private final CsvDialect dialect;

  /**
   * Reads the options {@code path}, {@code format} (by default what the path's suffix says) and
   * those of CSV.
   *
   * @throws MillraceException INVALID_OPTION
   */
  public FileExport(Options options) {
    String path = options.require("path");
    try {
      file = options.directory().resolve(path).normalize();
    } catch (InvalidPathException e) {
      throw FileErrors.invalid("'" + path + "' is no path");
    }
    Optional<String> given = options.find("format");
    format =
        given.isPresent()
            ? FileFormat.valueOf(
                options.choice("format", "", "json", "csv", "parquet").toUpperCase(Locale.ROOT))
            : FileFormat.ofName(path)
                .orElseThrow(
                    () ->
                        FileErrors.invalid(
                            "the name '"
                                + path
                                + "' does not say in which format to write; add (FORMAT parquet),"
                                + " csv or json"));
    dialect =
        format == FileFormat.CSV
            ? CsvDialect.of(options, path.toLowerCase(Locale.ROOT).contains(".tsv") ? '\t' : ',')
            : CsvDialect.STANDARD;
  }

  /**
   * Writes these rows, each as often as its weight says.
   *
   * @throws MillraceException FILE_NOT_FOUND, INSUFFICIENT_PRIVILEGE or IO_ERROR; there is no part
   *     of a file then
   */
  public void write(RowType type, List<Batch> rows) {
    if (Files.isDirectory(file)) {
      throw new MillraceException(
          ErrorCode.IO_ERROR, "'" + file + "' cannot be written: it is a folder");
    }
    Path unfinished =
        file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".tmp");
    try {
      if (format == FileFormat.PARQUET) {
        parquet(unfinished, type, rows);
      } else {
        text(
            unfinished, format == FileFormat.CSV ? new CsvWriter(type, dialect) : json(type), rows);
      }
      Files.move(
          unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new MillraceException(
          FileProblem.code(e),
          "'"
              + file
              + "' cannot be written: "
              + (e instanceof NoSuchFileException
                  ? "its folder does not exist"
                  : FileProblem.reason(e)),
          e);
    } finally {
      deleteQuietly(unfinished);
    }
  }

  private static void deleteQuietly(Path unfinished) {
    try {
      Files.deleteIfExists(unfinished);
    } catch (IOException e) {
      // What could not be written need not be deletable; its name tells what it is.
      return;
    }
  }

  private static JsonWriter json(RowType type) {
    refuseDoubleNames(type);
    return new JsonWriter(type);
  }

  private static void refuseDoubleNames(RowType type) {
    Set<String> names = new HashSet<>();
    type.fields()
        .forEach(
            field -> {
              if (!names.add(field.name())) {
                throw new MillraceException(
                    ErrorCode.DUPLICATE_COLUMN,
                    "there are two columns '" + field.name() + "'; name one of them with AS");
              }
            });
  }

  private void text(Path target, RecordWriter writer, List<Batch> rows) throws IOException {
    try (OutputStream out =
        Compression.ofName(file.toString()).compressed(Files.newOutputStream(target))) {
      StringBuilder text = new StringBuilder();
      writer.begin(text);
      for (Batch batch : rows) {
        writer.append(batch, text);
        out.write(text.toString().getBytes(StandardCharsets.UTF_8));
        text.setLength(0);
      }
      out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void parquet(Path target, RowType type, List<Batch> rows) {
    refuseDoubleNames(type);
    try (ParquetWriter writer =
        ParquetWriter.create(target, ParquetColumn.of(type), Dialect.PARQUET, true)) {
      for (Batch batch : rows) {
        writer.write(repeated(batch));
      }
      writer.finish();
    }
  }

  /** Returns every row as often as its weight says. */
  private static Batch repeated(Batch batch) {
    int size = 0;
    for (int row = 0; row < batch.size(); row++) {
      size += Math.toIntExact(batch.weight(row));
    }
    if (size == batch.size()) {
      return batch;
    }
    int[] places = new int[size];
    int next = 0;
    for (int row = 0; row < batch.size(); row++) {
      for (long n = batch.weight(row); n > 0; n--) {
        places[next++] = row;
      }
    }
    return batch.gather(places, size).withWeights(null);
  }
}
