package io.millrace.lake;

import io.millrace.lake.delta.DataFile;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.UUID;

/**
 * The order of a table's files, which is that in which their rows came: it is kept in our files'
 * names, as microseconds of the clock or the next number after the last. Other writers' files are
 * ordered by the time at which they were made.
 */
final class FileOrdinal {
  /** The order of files. */
  static final Comparator<DataFile> ORDER =
      Comparator.comparingLong(FileOrdinal::of).thenComparing(DataFile::path);

  private static final String PREFIX = "part-";
  private static final int DIGITS = 16;

  private FileOrdinal() {}

  static String fileName(long ordinal, UUID id) {
    return PREFIX + HexFormat.of().toHexDigits(ordinal) + "-" + id + ".zstd.parquet";
  }

  static long of(DataFile file) {
    String path = file.path();
    String name = path.substring(path.lastIndexOf('/') + 1);
    int end = PREFIX.length() + DIGITS;
    if (name.startsWith(PREFIX) && name.length() > end && name.charAt(end) == '-') {
      try {
        return Long.parseLong(name, PREFIX.length(), end, 16);
      } catch (NumberFormatException e) {
        return file.modified() * 1000;
      }
    }
    return file.modified() * 1000;
  }
}
