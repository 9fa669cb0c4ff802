package io.millrace.engine.flow;

import io.millrace.batch.Batch;
import io.millrace.batch.LongColumn;
import io.millrace.type.Projection;
import io.millrace.type.RowType;
import java.util.Optional;

/**
 * What becomes of the rows that a source delivers, before anything sees them: computed columns,
 * constraints and expectations, the watermark expression. Deterministic, row by row, in order. For
 * any thread.
 */
public interface Intake {
  /** Takes rows as they are. */
  Intake NONE =
      new Intake() {
        @Override
        public Batch complete(Batch raw, Report report) {
          return raw;
        }

        @Override
        public Optional<LongColumn> watermark(Batch completed) {
          return Optional.empty();
        }
      };

  /**
   * Completes rows.
   *
   * @param raw rows with the columns that the source delivers, in its order
   * @param report takes note of rows that violate something
   * @return the rows that go on, in the same order, with all declared columns
   * @throws io.millrace.error.MillraceException where a violation fails the feed
   */
  Batch complete(Batch raw, Report report);

  /**
   * Returns what a source has to deliver so that this much of the completed rows, and everything
   * that becomes of them, is right.
   *
   * @param needed of the completed rows' columns
   * @param watermarked whether their watermark expression is going to be asked for
   * @return of the columns that the source delivers
   */
  default Projection delivered(Projection needed, boolean watermarked) {
    return Projection.whole();
  }

  /** Returns the value of the watermark expression for each completed row, if there is one. */
  Optional<LongColumn> watermark(Batch completed);

  /**
   * Returns some of these completed rows, not none, of which one has the latest watermark: where
   * nobody asks for that of each row, those need not be computed.
   */
  default Batch latest(Batch completed) {
    return completed;
  }

  /** Takes note of rows that violate constraints or expectations. */
  interface Report {
    /** Takes no note: for rows that have been seen before. */
    Report NONE = (rule, kept, quarantined, type, rows) -> {};

    /**
     * Notes violations.
     *
     * @param rule the constraint's or expectation's name
     * @param kept whether the rows went on nevertheless
     * @param quarantined whether they are to be kept where they can be looked at
     * @param type the rows' columns
     * @param rows the rows that violate the rule
     */
    void violated(String rule, boolean kept, boolean quarantined, RowType type, Batch rows);
  }
}
