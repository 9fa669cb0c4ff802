package io.millrace.connector.format.csv;

import io.millrace.connector.format.MalformedRecord;
import io.millrace.connector.format.RecordDecoder;
import java.util.List;

/** Reads the line that names the columns. */
final class CsvHeader {
  /** What stands for bytes that are no UTF-8. */
  private static final char REPLACEMENT = '\uFFFD';

  private CsvHeader() {}

  /**
   * Adds the names and returns where the first record begins; none, and {@link RecordDecoder#MORE}
   * or the limit, where there is no whole line yet.
   */
  static int read(
      CsvFields fields, byte[] data, int start, int limit, boolean end, List<String> names) {
    fields.reset(data, limit, end);
    int at = start;
    while (at < limit && (data[at] == '\n' || data[at] == '\r')) {
      at++;
    }
    if (at >= limit) {
      return end ? limit : RecordDecoder.MORE;
    }
    try {
      do {
        at = fields.next(at);
        names.add(fields.text().strip());
      } while (!fields.isLast());
      if (names.stream().anyMatch(CsvHeader::isNoText)) {
        throw new MalformedRecord("it is not text in UTF-8");
      }
      return at;
    } catch (MalformedRecord e) {
      if (e == MalformedRecord.UNFINISHED) {
        names.clear();
        return RecordDecoder.MORE;
      }
      throw new MalformedRecord("the header is malformed: " + e.getMessage());
    }
  }

  private static boolean isNoText(String name) {
    return name.chars().anyMatch(c -> Character.isISOControl(c) || c == REPLACEMENT);
  }
}
