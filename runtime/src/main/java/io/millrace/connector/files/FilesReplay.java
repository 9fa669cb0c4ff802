package io.millrace.connector.files;

import io.millrace.batch.Batch;
import io.millrace.batch.Column;
import io.millrace.connector.Reader;
import io.millrace.connector.files.TextFileCursor.Ending;
import io.millrace.connector.format.RecordDecoder;
import io.millrace.lake.parquet.ReadResources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Reads again what a reader had read when it stood at an offset: each file as far as it had come,
 * in the order in which they were begun. Rows that were appended to a file after others had been
 * begun come with the file's first ones.
 */
final class FilesReplay implements Reader {
  private final FilesOptions options;
  private final RequestedColumns columns;
  private final String offset;
  private final int bufferSize;
  private final BadRecordList bad = new BadRecordList(false);
  private final RecordDecoder decoder;
  private final ReadResources resources;
  private final Iterator<Map.Entry<String, FileProgress>> files;
  private FoundFile file;
  private FileCursor cursor;

  FilesReplay(FilesOptions options, RequestedColumns columns, String offset, int bufferSize) {
    this.options = options;
    this.columns = columns;
    this.offset = offset;
    this.bufferSize = bufferSize;
    decoder = options.format() == FileFormat.PARQUET ? null : columns.decoder();
    resources = columns.resources();
    files = new ReadFiles(offset).inOrder().entrySet().iterator();
  }

  @Override
  public Batch poll(int maxRows) {
    while (cursor != null || openNext()) {
      int rows = cursor.read(maxRows);
      if (rows > 0) {
        long firstRow = cursor.progress().rows() + 1;
        Column[] data = cursor.take();
        return columns.batch(data, file, firstRow, rows);
      }
      if (bad.isFull()) {
        // Whoever reads again has been told of them when they were read first.
        bad.take();
        continue;
      }
      close();
    }
    return null;
  }

  private boolean openNext() {
    while (files.hasNext()) {
      Map.Entry<String, FileProgress> next = files.next();
      if (next.getValue().position() > 0) {
        Path path = options.location().path(next.getKey());
        try {
          open(path, next.getKey(), next.getValue().position());
          return true;
        } catch (NoSuchFileException e) {
          bad.add(path.toString(), "the file is gone; its rows cannot be read again", "");
        } catch (IOException e) {
          throw FileErrors.of(e, path);
        }
      }
    }
    return false;
  }

  private void open(Path path, String key, long until) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
    long modified = attributes.lastModifiedTime().to(TimeUnit.MICROSECONDS);
    file = new FoundFile(path, key, attributes.size(), modified);
    if (options.format() == FileFormat.PARQUET) {
      boolean isMissingNull = options.csv().isMissingNull();
      cursor =
          new ParquetFileCursor(file, columns, FileProgress.START, isMissingNull, until, resources);
    } else {
      cursor =
          new TextFileCursor(
              file, decoder, FileProgress.START, Ending.KNOWN, bad, bufferSize, until);
    }
  }

  @Override
  public String offset() {
    return offset;
  }

  @Override
  public List<BadRecord> takeBadRecords() {
    return bad.take();
  }

  @Override
  public void close() {
    if (cursor != null) {
      cursor.close();
      cursor = null;
    }
  }
}
