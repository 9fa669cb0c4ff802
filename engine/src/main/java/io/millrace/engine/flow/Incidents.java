package io.millrace.engine.flow;

import io.millrace.connector.Reader.BadRecord;
import java.util.List;

/** Takes note of what went wrong while data flowed, so that nothing is silently dropped. */
public interface Incidents {

  /** Returns what takes note of violations in rows of this source. */
  Intake.Report report(String source);

  /** Notes records that could not be decoded. */
  void badRecords(String source, List<BadRecord> records);

  /** Notes that a feed or a view was stopped by an error. */
  void failed(String name, RuntimeException error);
}
