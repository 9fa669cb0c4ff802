package io.millrace.engine.flow;

import io.millrace.batch.Batch;
import io.millrace.connector.Reader.BadRecord;
import io.millrace.error.MillraceException;
import io.millrace.state.store.EpochBatch;
import io.millrace.state.store.StateStore;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All feeds of a database, and where their rows go: through the gate of a table, or as they are
 * into the pipelines that read a stream. A feed that fails stops alone. For the stepping thread.
 */
final class Feeds {
  private static final Logger LOG = LoggerFactory.getLogger(Feeds.class);
  private static final String POSITIONS = "positions";

  private final Map<Feed, Target> targets = new LinkedHashMap<>();
  private final Pipelines pipelines;
  private final StepCutter cutter;
  private final Incidents incidents;
  private boolean dirty;

  /** Where a feed's rows go; a stream is no table. */
  private record Target(Dataset dataset, Optional<StoredTable> table) {}

  Feeds(Pipelines pipelines, StepCutter cutter, Incidents incidents) {
    this.pipelines = pipelines;
    this.cutter = cutter;
    this.incidents = incidents;
  }

  /** Lets a table's feed flow, if it has one. */
  void add(StoredTable table) {
    if (table.feed().isPresent()) {
      Feed feed = table.feed().get();
      targets.put(feed, new Target(table.dataset(), Optional.of(table)));
      feed.want(true);
    }
  }

  /** Adds a stream's feed, which flows once it is wanted. */
  void add(StreamDataset stream) {
    targets.put(stream.feed(), new Target(stream, Optional.empty()));
  }

  void remove(Feed feed) {
    targets.remove(feed);
    feed.close();
  }

  List<Feed> all() {
    return List.copyOf(targets.keySet());
  }

  /** Returns the feeds whose rows go into a dataset. */
  List<Feed> into(Dataset dataset) {
    return targets.entrySet().stream()
        .filter(entry -> entry.getValue().dataset() == dataset)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Returns the feed's saved position, if it has one. */
  static Optional<byte[]> savedPosition(StateStore store, Feed feed) {
    return store.find(POSITIONS, Keys.of(feed.id()));
  }

  /** Puts the positions that have moved into an epoch. */
  void save(EpochBatch epoch) {
    for (Feed feed : targets.keySet()) {
      feed.takeMovedPosition()
          .ifPresent(position -> epoch.put(POSITIONS, Keys.of(feed.id()), position));
    }
  }

  /** Returns whether there is something that the last epoch does not know. */
  boolean isDirty() {
    return dirty;
  }

  /** Says that an epoch has been made of all there is. */
  void settle() {
    dirty = false;
  }

  /** Notes how often each feed has come to the end of what its source had. */
  Map<Feed, Long> timesCaughtUp() {
    Map<Feed, Long> times = new IdentityHashMap<>();
    targets.keySet().forEach(feed -> times.put(feed, feed.timesCaughtUp()));
    return times;
  }

  /** Returns whether all feeds that still run have looked at their sources since then. */
  boolean haveLookedSince(Map<Feed, Long> before) {
    return before.keySet().stream()
        .noneMatch(
            feed ->
                targets.containsKey(feed)
                    && feed.status() == Feed.Status.RUNNING
                    && feed.timesCaughtUp() <= before.get(feed));
  }

  /**
   * Returns whether a feed has yet to come to the end of what its source has for the first time.
   */
  static boolean isCatchingUp(Feed feed) {
    return feed.status() == Feed.Status.RUNNING && feed.timesCaughtUp() == 0;
  }

  /** Takes the rows that are ready through all pipelines; returns whether anything happened. */
  boolean poll() {
    boolean moved = false;
    for (Feed feed : all()) {
      moved |= poll(feed);
    }
    return moved;
  }

  private boolean poll(Feed feed) {
    try {
      Feed.Status before = feed.status();
      // What a table refuses must be the last that was read.
      boolean several = targets.get(feed).table().isEmpty();
      List<Batch> rows =
          feed.poll(cutter.next(), several, incidents.report(feed.name()), this::badRecords);
      if (rows == null) {
        boolean ended = feed.status() != before;
        dirty |= ended;
        Target target = targets.get(feed);
        if (ended && target.table().isEmpty()) {
          pipelines.step(target.dataset(), List.of());
        }
        return ended;
      }
      dirty = true;
      rows.removeIf(Batch::isEmpty);
      if (!rows.isEmpty()) {
        take(rows, targets.get(feed));
      }
      return true;
    } catch (RuntimeException | Error e) {
      stop(feed, e);
      return true;
    }
  }

  private void take(List<Batch> rows, Target target) {
    if (target.table().isEmpty()) {
      pipelines.step(target.dataset(), rows);
      return;
    }
    StoredTable table = target.table().get();
    for (Batch batch : rows) {
      for (Batch delta : table.admitFed(batch)) {
        table.dataset().append(delta, StoredDataset.STREAMING);
        pipelines.step(table.dataset(), List.of(delta));
      }
    }
  }

  private void stop(Feed feed, Throwable failure) {
    if (!(failure instanceof MillraceException)) {
      LOG.error("Feed {} failed", feed.name(), failure);
    }
    MillraceException error = MillraceException.of("reading '" + feed.name() + "'", failure);
    feed.stop(error);
    incidents.failed(feed.name(), error);
    dirty = true;
  }

  private void badRecords(String feed, List<BadRecord> records) {
    incidents.badRecords(feed, records);
    dirty = true;
  }

  void close() {
    targets.keySet().forEach(Feed::close);
  }
}
