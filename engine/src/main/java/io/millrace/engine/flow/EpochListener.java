package io.millrace.engine.flow;

/**
 * Hears what the writing of an epoch does next, in the thread that writes it: for measuring, and
 * for tests that want it slow, failing or cut off.
 *
 * <p>What it throws fails the writing at this point as a full disk would; it goes on from there
 * when it is tried again.
 */
@FunctionalInterface
public interface EpochListener {
  /** Hears nothing. */
  EpochListener NONE = (epoch, next, object) -> {};

  /** What the writing of an epoch does, in this order. */
  enum Act {
    /** Write the files of one dataset, which no reader sees yet; for each changed dataset. */
    PREPARE,
    /** Make state, positions and intents durable: once that is done, the epoch has happened. */
    STORE,
    /** Make one dataset's version; for each changed dataset. */
    COMMIT,
    /** Have sinks deliver; all else is done. */
    DELIVER
  }

  /**
   * Hears of an act.
   *
   * @param object the id of the dataset, where it is one's; else empty
   */
  void before(long epoch, Act next, String object);
}
