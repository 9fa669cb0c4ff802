package io.millrace.connector.format.csv;

import io.millrace.batch.Column;
import io.millrace.batch.ColumnBuilder;
import io.millrace.connector.format.ByteOrderMark;
import io.millrace.connector.format.ByteScan;
import io.millrace.connector.format.MalformedRecord;
import io.millrace.connector.format.NumberText;
import io.millrace.connector.format.RecordDecoder;
import io.millrace.connector.format.ScalarColumn;
import io.millrace.connector.format.ValueFormats;
import io.millrace.connector.format.json.JsonText;
import io.millrace.type.RowType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Decodes CSV records.
 *
 * <p>With a header, columns are found by name (case aside), and columns that nobody asked for are
 * passed over; without one, they are taken in order. A record with more or fewer fields than the
 * header, or than there are columns, is malformed. Empty lines are passed over. A quoted empty
 * field is an empty text, or NULL where the column is no text; white space around values that are
 * not text is ignored. VARBINARY is hexadecimal, {@code \x00ff}; VARIANT is JSON.
 *
 * <p>After a record with a value that does not fit, reading goes on with the next record; after one
 * whose quotes do not match, with the next line.
 */
public final class CsvDecoder implements RecordDecoder {
  private static final int FIRST_CAPACITY = 1024;

  private final CsvDialect dialect;
  private final CsvFields fields;
  private final byte[] nullText;
  private final ScalarColumn[] columns;
  private ScalarColumn[] byPlace = {};
  private ScalarColumn[] absent = {};
  private byte[] source;
  private int rows;
  private int capacity = FIRST_CAPACITY;
  private String failure;

  public CsvDecoder(RowType type, CsvDialect dialect, ValueFormats formats) {
    this.dialect = dialect;
    fields = new CsvFields(dialect);
    nullText = dialect.nullBytes();
    NumberText number = new NumberText();
    columns =
        type.fields().stream()
            .map(field -> new ScalarColumn(field.name(), field.type(), formats, number))
            .toArray(ScalarColumn[]::new);
  }

  @Override
  public int begin(byte[] data, int limit, boolean end) {
    int start = ByteOrderMark.length(data, limit, end);
    if (start == MORE) {
      return MORE;
    }
    if (!dialect.hasHeader()) {
      byPlace = columns.clone();
      absent = new ScalarColumn[0];
      return start;
    }
    List<String> header = new ArrayList<>();
    int next = CsvHeader.read(fields, data, start, limit, end, header);
    if (next != MORE && !header.isEmpty()) {
      place(header);
    }
    return next;
  }

  private void place(List<String> header) {
    byPlace = new ScalarColumn[header.size()];
    List<ScalarColumn> missing = new ArrayList<>();
    for (ScalarColumn column : columns) {
      int place = header.indexOf(column.name());
      for (int i = 0; place < 0 && i < header.size(); i++) {
        if (header.get(i).equalsIgnoreCase(column.name())) {
          place = i;
        }
      }
      if (place >= 0) {
        byPlace[place] = column;
      } else {
        missing.add(column);
      }
    }
    if (!missing.isEmpty() && !dialect.isMissingNull()) {
      throw new MalformedRecord(
          "the header has no column '"
              + missing.get(0).name()
              + "'; it has "
              + String.join(", ", header)
              + " (option 'missing.columns' = 'null' reads missing columns as NULL)");
    }
    absent = missing.toArray(ScalarColumn[]::new);
  }

  @Override
  public int decode(byte[] data, int from, int limit, boolean end, int maxRows, BadRecords bad) {
    fields.reset(data, limit, end);
    if (source != data) {
      for (ScalarColumn column : columns) {
        column.start(data, Math.min(capacity, maxRows));
      }
      source = data;
    }
    int at = from;
    while (rows < maxRows && at < limit) {
      if (data[at] == '\n' || data[at] == '\r') {
        at++;
        continue;
      }
      int start = at;
      String reason;
      try {
        at = record(data, start);
        if (at >= 0) {
          rows++;
          continue;
        }
        at = ~at;
        reason = failure;
      } catch (MalformedRecord e) {
        boolean isLong = limit - start > LONGEST_RECORD;
        if (e == MalformedRecord.UNFINISHED && !isLong) {
          forget();
          return start;
        }
        reason = isLong ? "the record is too long, or a quoted field not closed" : e.getMessage();
        at = ByteScan.lineEnd(data, start, limit);
        if (at >= limit && !end && !isLong) {
          forget();
          return start;
        }
      }
      forget();
      if (bad.isFatal() && rows > 0) {
        return start;
      }
      bad.add(start, at, reason);
      if (bad.isFull()) {
        return at;
      }
    }
    return at;
  }

  /** Takes back what of a record is in the columns. */
  private void forget() {
    for (ScalarColumn column : columns) {
      column.builder().truncate(rows);
    }
  }

  /**
   * Decodes one record and returns where the next begins; complemented where a value did not fit,
   * so that {@link #failure} says why.
   */
  private int record(byte[] data, int start) {
    failure = null;
    int at = start;
    int count = 0;
    do {
      at = fields.next(at);
      if (count < byPlace.length && byPlace[count] != null && failure == null) {
        try {
          append(byPlace[count], data);
        } catch (MalformedRecord e) {
          failure = e.getMessage();
        }
      }
      count++;
    } while (!fields.isLast());
    if (count != byPlace.length && failure == null) {
      failure = "the record has " + count + " fields, expected " + byPlace.length;
    }
    if (failure != null) {
      return ~at;
    }
    for (ScalarColumn column : absent) {
      column.builder().appendNull();
    }
    return at;
  }

  private void append(ScalarColumn column, byte[] data) {
    int from = fields.from();
    int to = fields.to();
    boolean quoted = fields.isQuoted();
    boolean isText = column.kind() == ScalarColumn.Kind.TEXT;
    if (quoted
        ? from == to && !isText
        : Arrays.equals(data, from, to, nullText, 0, nullText.length) || (from == to && !isText)) {
      column.builder().appendNull();
      return;
    }
    byte[] bytes = data;
    boolean isView = true;
    if (fields.isDoubled()) {
      to = fields.undouble();
      from = 0;
      bytes = fields.scratch();
      isView = false;
    }
    switch (column.kind()) {
      case TEXT -> column.appendText(bytes, from, to, isView, fields.isAscii());
      case VARIANT -> {
        if (!JsonText.isValue(bytes, from, to)) {
          throw column.mismatch(bytes, from, to);
        }
        column.appendText(bytes, from, to, isView, fields.isAscii());
      }
      case BINARY -> appendHex(column, bytes, from, to);
      default -> appendTrimmed(column, bytes, from, to);
    }
  }

  private static void appendTrimmed(ScalarColumn column, byte[] bytes, int start, int end) {
    int from = start;
    int to = end;
    while (from < to && (bytes[from] == ' ' || bytes[from] == '\t')) {
      from++;
    }
    while (from < to && (bytes[to - 1] == ' ' || bytes[to - 1] == '\t')) {
      to--;
    }
    column.parse(bytes, from, to);
  }

  private static void appendHex(ScalarColumn column, byte[] bytes, int from, int to) {
    if (to - from < 2 || bytes[from] != '\\' || (bytes[from + 1] | 0x20) != 'x') {
      throw column.mismatch(bytes, from, to);
    }
    try {
      String digits = new String(bytes, from + 2, to - from - 2, StandardCharsets.US_ASCII);
      column.appendBinary(HexFormat.of().parseHex(digits), bytes, from, to);
    } catch (IllegalArgumentException e) {
      throw column.mismatch(bytes, from, to);
    }
  }

  @Override
  public boolean isCut(byte before, byte next) {
    return before != '\n' && before != '\r' && next != '\n' && next != '\r';
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public Column[] take() {
    Column[] taken =
        Arrays.stream(columns)
            .map(ScalarColumn::builder)
            .map(ColumnBuilder::build)
            .toArray(Column[]::new);
    capacity = Math.max(16, rows);
    rows = 0;
    source = null;
    return taken;
  }
}
