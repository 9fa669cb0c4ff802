package io.millrace.connector.files;

import io.millrace.connector.Reader.BadRecord;
import java.util.ArrayList;
import java.util.List;

/** Bad records on their way to whoever counts them; or, by option, an error at the first. */
final class BadRecordList {
  private static final int MANY = 1000;

  private final boolean isFatal;
  private List<BadRecord> records = new ArrayList<>();

  BadRecordList(boolean isFatal) {
    this.isFatal = isFatal;
  }

  boolean isFatal() {
    return isFatal;
  }

  boolean isFull() {
    return records.size() >= MANY;
  }

  void add(String place, String reason, String text) {
    if (isFatal) {
      throw FileErrors.malformed(place, reason, text);
    }
    records.add(new BadRecord(place, reason, text));
  }

  List<BadRecord> take() {
    List<BadRecord> taken = records;
    records = new ArrayList<>();
    return taken;
  }
}
