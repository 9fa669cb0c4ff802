package io.millrace.connector.format.json;

import io.millrace.batch.Column;
import io.millrace.batch.RowColumn;
import io.millrace.connector.format.ByteOrderMark;
import io.millrace.connector.format.ByteScan;
import io.millrace.connector.format.MalformedRecord;
import io.millrace.connector.format.RecordDecoder;
import io.millrace.connector.format.ValueFormats;
import io.millrace.type.RowType;

/**
 * Decodes JSON objects, one after the other: JSON Lines, objects over several lines, or the
 * elements of one array that is the whole file.
 *
 * <p>Fields are found by name, case aside where no spelling fits exactly; missing ones are NULL,
 * unknown ones are skipped, of two with one name the last counts. A value that does not fit its
 * column makes the record malformed, with these graces: VARCHAR takes any value as its JSON text,
 * VARIANT keeps it as it stands, numbers may stand in quotes. After a malformed record reading goes
 * on with the next line; where it ran over several lines, with the next line that begins an object
 * and is not indented further.
 */
public final class JsonDecoder implements RecordDecoder {
  private static final int FIRST_CAPACITY = 1024;

  private final JsonText text = new JsonText();
  private final JsonColumn root;
  private boolean isArray;
  private byte[] source;
  private int rows;
  private int capacity = FIRST_CAPACITY;

  public JsonDecoder(RowType columns, ValueFormats formats) {
    root = JsonColumn.root(columns, text, formats);
  }

  @Override
  public int begin(byte[] data, int limit, boolean end) {
    isArray = false;
    text.reset(data, limit, end);
    int at = ByteOrderMark.length(data, limit, end);
    if (at == MORE) {
      return MORE;
    }
    at = text.whitespace(at);
    if (at >= limit) {
      return end ? limit : MORE;
    }
    if (data[at] == '[') {
      isArray = true;
      return at + 1;
    }
    return at;
  }

  @Override
  public int decode(byte[] data, int from, int limit, boolean end, int maxRows, BadRecords bad) {
    text.reset(data, limit, end);
    if (source != data) {
      root.start(data, Math.min(capacity, maxRows));
      source = data;
    }
    int at = from;
    while (rows < maxRows) {
      at = separators(data, at);
      if (at >= limit) {
        return limit;
      }
      int start = at;
      text.reach(start);
      try {
        if (data[start] != '{') {
          throw text.failure(start, "an object");
        }
        at = root.readFields(start + 1);
        rows++;
      } catch (MalformedRecord failure) {
        root.builder().truncate(rows);
        boolean isLong = limit - start > LONGEST_RECORD;
        if (failure == MalformedRecord.UNFINISHED && !isLong) {
          return start;
        }
        int resume = resume(data, start, limit);
        if (resume >= limit && !end && !isLong && data[limit - 1] != '\n') {
          return start;
        }
        if (bad.isFatal() && rows > 0) {
          return start;
        }
        bad.add(start, resume, isLong ? "the record is too long" : failure.getMessage());
        at = resume;
        if (bad.isFull()) {
          return at;
        }
      }
    }
    return separators(data, at);
  }

  /** Returns the beginning of the next record. */
  private int separators(byte[] data, int from) {
    int at = text.whitespace(from);
    while (isArray && (data[at] == ',' || data[at] == ']')) {
      at = text.whitespace(at + 1);
    }
    return at;
  }

  /** Returns where to go on after a malformed record. */
  private int resume(byte[] data, int start, int limit) {
    int lineEnd = ByteScan.lineEnd(data, start, limit);
    if (data[start] != '{' || text.reached() <= lineEnd) {
      return lineEnd;
    }
    int lineStart = start;
    while (lineStart > 0 && data[lineStart - 1] != '\n') {
      lineStart--;
    }
    while (lineEnd < limit) {
      int next = lineEnd + 1;
      int at = next;
      while (at < limit && (data[at] == ' ' || data[at] == '\t')) {
        at++;
      }
      if (at < limit && data[at] == '{' && at - next <= start - lineStart) {
        return lineEnd;
      }
      lineEnd = ByteScan.lineEnd(data, next, limit);
    }
    return lineEnd;
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public Column[] take() {
    RowColumn columns = (RowColumn) root.builder().build();
    capacity = Math.max(16, rows);
    rows = 0;
    source = null;
    return columns.fields().toArray(Column[]::new);
  }
}
