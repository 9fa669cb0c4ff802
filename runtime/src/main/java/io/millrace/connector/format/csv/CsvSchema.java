package io.millrace.connector.format.csv;

import io.millrace.connector.format.ByteOrderMark;
import io.millrace.connector.format.ByteScan;
import io.millrace.connector.format.InferredType;
import io.millrace.connector.format.MalformedRecord;
import io.millrace.type.RowType;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the columns of CSV files by looking at some records. Without a header they are called
 * {@code column1}, {@code column2} and so on.
 */
public final class CsvSchema {
  private final CsvDialect dialect;
  private final CsvFields fields;
  private final InferredType columns = new InferredType();
  private long records;

  public CsvSchema(CsvDialect dialect) {
    this.dialect = dialect;
    fields = new CsvFields(dialect);
  }

  /**
   * Takes the beginning of a file into account.
   *
   * @param limit the end of the bytes; at least 16 more follow
   * @param end whether the file ends there; else a last record may be cut off and is left out
   */
  public void add(byte[] data, int limit, boolean end) {
    List<String> header = new ArrayList<>();
    int at = Math.max(0, ByteOrderMark.length(data, limit, true));
    if (dialect.hasHeader()) {
      at = CsvHeader.read(fields, data, at, limit, end, header);
      if (at < 0) {
        return;
      }
      header.forEach(columns::field);
    }
    fields.reset(data, limit, end);
    while (at < limit) {
      if (data[at] == '\n' || data[at] == '\r') {
        at++;
        continue;
      }
      try {
        at = record(at, header);
        records++;
      } catch (MalformedRecord e) {
        if (e == MalformedRecord.UNFINISHED) {
          return;
        }
        at = ByteScan.lineEnd(data, at, limit);
      }
    }
  }

  private int record(int start, List<String> header) {
    int at = start;
    int place = 0;
    do {
      at = fields.next(at);
      if (place < header.size() || !dialect.hasHeader()) {
        String name = dialect.hasHeader() ? header.get(place) : "column" + (place + 1);
        String text = fields.text();
        InferredType type = columns.field(name);
        if (!text.isEmpty() && (fields.isQuoted() || !text.equals(dialect.nullText()))) {
          type.addUntyped(text);
        }
      }
      place++;
    } while (!fields.isLast());
    return at;
  }

  /** Returns how many records have been looked at. */
  public long records() {
    return records;
  }

  public RowType columns() {
    return columns.toRowType();
  }
}
