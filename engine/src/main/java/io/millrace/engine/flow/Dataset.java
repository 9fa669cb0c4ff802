package io.millrace.engine.flow;

import io.millrace.operator.time.Watermark;
import io.millrace.type.RowType;

/** Something whose rows queries scan and whose changes pipelines follow. */
public sealed interface Dataset permits StoredDataset, StreamDataset, VirtualDataset {

  /** Returns a name for messages and statistics. */
  String name();

  /** Returns the columns of its rows; where it has a watermark, the per-row watermark is last. */
  RowType type();

  /** Returns the promise that its source has made so far. */
  Watermark watermark();

  /** Returns whether it will never change again; for the thread that steps. */
  default boolean hasEnded() {
    return false;
  }

  /** Returns its rows as they are now; for the thread that steps. */
  ReadPoint readPoint();

  /**
   * Returns its rows as they are now, for whoever may want them: they are there for {@link
   * ReadPoint#hold} until a later moment has been published; for the thread that steps.
   */
  default ReadPoint passingPoint() {
    return readPoint();
  }
}
