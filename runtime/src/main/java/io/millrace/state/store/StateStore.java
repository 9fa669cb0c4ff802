package io.millrace.state.store;

import io.millrace.state.StateReader;
import java.util.Optional;
import java.util.Set;

/**
 * Where a database's durable moments lie: the state of operators, and small spaces of entries such
 * as the catalog, the sources' positions and the intents of table commits.
 *
 * <p>All of an epoch becomes durable in one act or not at all. Readers see what the last committed
 * epoch left. Any thread may read; epochs are begun and committed one after the other.
 *
 * <p>Errors are {@link io.millrace.error.MillraceException}s: DATA_CORRUPTED where a file is
 * damaged, IO_ERROR where the disk is full or fails.
 */
public interface StateStore extends AutoCloseable {

  /**
   * Begins to collect an epoch's changes.
   *
   * @param epoch greater than {@link #lastEpoch()}
   */
  EpochBatch begin(long epoch);

  /**
   * Returns the reader of a piece of state, which visits the key groups of one worker only.
   *
   * @param worker from 0
   * @param workers how many workers the key groups are spread over; may differ from the number that
   *     wrote them
   */
  StateReader read(String stateName, int worker, int workers);

  /** Returns the value of a key in a space, if there is one. */
  Optional<byte[]> find(String space, byte[] key);

  /** Visits the entries of a space whose keys start with the prefix, by unsigned bytes. */
  void scan(String space, byte[] prefix, StateReader.Visitor visitor);

  /** Returns whether state is kept; where it is not, saving it is for nothing. */
  boolean keepsState();

  /** Returns the epoch that was committed last, or 0 where there was none. */
  long lastEpoch();

  /** Returns the names of all state that was written and not dropped, parts included. */
  Set<String> stateNames();

  /** Drops a piece of state with all of its parts, at once and for good. */
  void dropState(String stateName);

  @Override
  void close();
}
