package io.millrace.engine.flow;

import io.millrace.batch.Batch;
import io.millrace.connector.Reader.BadRecord;
import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.operator.UpsertOperator;
import io.millrace.state.EpochBatch;
import io.millrace.state.StateStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything that flows in one database, stepped as a whole: what sources have ready goes through
 * every pipeline once; then all readers move on together.
 *
 * <p>One lock guards it. Whoever holds it is 'the stepping thread' of that moment: the background
 * loop, or a statement that changes something. Readers never take it: they read a {@link Moment}.
 */
public final class Flow implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Flow.class);
  private static final String POSITIONS = "positions";
  private static final String STATUSES = "statuses";
  private static final long IDLE_NANOS = 20_000_000;

  private final ReentrantLock lock = new ReentrantLock(true);
  private final Condition changed = lock.newCondition();
  private final StateStore store;
  private final DatabaseOptions options;
  private final Epochs epochs;
  private final StepCutter cutter;
  private final Incidents incidents;
  private final List<Dataset> datasets = new ArrayList<>();
  private final Map<String, StoredTable> tables = new LinkedHashMap<>();
  private final List<Feed> feeds = new ArrayList<>();
  private final Map<Feed, Dataset> feedTargets = new IdentityHashMap<>();
  private final Pipelines pipelines;
  private final Map<String, PipelineStatus> statuses = new HashMap<>();
  private final StoredTable deadLetters;
  private final Thread loop;
  private boolean dirty;
  private long lastEpochNanos = System.nanoTime();
  private boolean closed;
  private volatile Moment moment;

  /**
   * @param application names the database in the transactions of its tables
   * @param deadLetters takes records that are no rows and rows set aside
   */
  public Flow(
      StateStore store,
      String application,
      DatabaseOptions options,
      Incidents incidents,
      StoredTable deadLetters) {
    this.store = store;
    this.options = options;
    this.epochs = new Epochs(store, application, options.clock());
    this.cutter = new StepCutter(options.stepRows(), options.stepSeed());
    this.incidents = incidents;
    this.pipelines = new Pipelines(incidents);
    this.deadLetters = deadLetters;
    add(deadLetters);
    recover(deadLetters.id(), deadLetters.dataset());
    incidents.deliverTo(batch -> deadLetters.dataset().append(batch, StoredDataset.STREAMING));
    this.moment = Moment.of(datasets, epochs.last());
    this.loop = new Thread(this::run, "millrace-steps");
    loop.setDaemon(true);
  }

  /** Begins to step. */
  public void start() {
    locked(this::publish);
    loop.start();
  }

  /** Returns the present moment; for any thread. */
  public Moment moment() {
    return moment;
  }

  /** Lets the holder of the lock read what is there now. */
  public void publishNow() {
    if (!lock.isHeldByCurrentThread()) {
      throw new IllegalStateException("only the stepping thread may do this");
    }
    publish();
  }

  /** Runs something while nothing else steps. */
  public void locked(Runnable action) {
    lock.lock();
    try {
      action.run();
    } finally {
      changed.signalAll();
      lock.unlock();
    }
  }

  // ---- What flows (under the lock) ----

  /** Adds a table, and its feed. */
  public void add(StoredTable table) {
    tables.put(table.id(), table);
    datasets.add(table.dataset());
    table
        .feed()
        .ifPresent(
            feed -> {
              feeds.add(feed);
              feedTargets.put(feed, table.dataset());
              feed.want(true);
            });
  }

  /** Adds a stream; it flows once a pipeline reads it. */
  public void add(StreamDataset stream) {
    datasets.add(stream);
    feeds.add(stream.feed());
    feedTargets.put(stream.feed(), stream);
  }

  /** Adds a pipeline, which must read only what has been added before. */
  public void add(Pipeline pipeline) {
    pipelines.add(pipeline);
    if (pipeline.delivery() instanceof Delivery.ToDataset view) {
      datasets.add(view.dataset());
    }
    for (ScanInput input : pipeline.inputs()) {
      if (input.dataset() instanceof StreamDataset stream && !stream.feed().isWanted()) {
        stream.feed().want(true);
      }
    }
    dirty = true;
  }

  /** Takes a pipeline away; streams that nothing else reads stop flowing. */
  public void remove(Pipeline pipeline) {
    if (!pipelines.remove(pipeline)) {
      return;
    }
    pipeline.close();
    if (pipeline.delivery() instanceof Delivery.ToDataset view) {
      datasets.remove(view.dataset());
    }
    for (ScanInput input : pipeline.inputs()) {
      if (input.dataset() instanceof StreamDataset stream && !pipelines.anyReads(stream)) {
        stream.feed().want(false);
      }
    }
    dirty = true;
  }

  public void remove(StoredTable table) {
    tables.remove(table.id());
    datasets.remove(table.dataset());
    table.feed().ifPresent(this::removeFeed);
  }

  public void remove(StreamDataset stream) {
    datasets.remove(stream);
    removeFeed(stream.feed());
  }

  private void removeFeed(Feed feed) {
    feeds.remove(feed);
    feedTargets.remove(feed);
    feed.close();
  }

  public List<Feed> feeds() {
    return List.copyOf(feeds);
  }

  public List<Pipeline> pipelines() {
    return pipelines.all();
  }

  /** Returns the feed's saved position, if it has one. */
  public Optional<byte[]> savedPosition(Feed feed) {
    return store.find(POSITIONS, Keys.of(feed.id()));
  }

  /** Returns the table of records that are no rows and of rows set aside. */
  public StoredDataset deadLetters() {
    return deadLetters.dataset();
  }

  /** Returns what takes note of violations by rows that a statement puts into a table. */
  public Intake.Report report(StoredTable table) {
    return incidents.report(table.dataset().name());
  }

  /** Returns when each epoch was made. */
  public Map<Long, Instant> epochs() {
    return epochs.all();
  }

  /** Goes on with a pipeline where the last epoch left it. */
  public void restore(Pipeline pipeline) {
    PipelineStatus saved =
        store
            .find(STATUSES, Keys.of(pipeline.id()))
            .map(PipelineStatus::fromBytes)
            .orElse(PipelineStatus.NEW);
    pipeline.restore(store, saved);
    statuses.put(pipeline.id(), saved);
  }

  /** Makes a pipeline wait. */
  public void pause(Pipeline pipeline) {
    if (pipeline.status() != Pipeline.Status.PAUSED) {
      pipeline.pause();
      dirty = true;
    }
  }

  /** Lets a pipeline go on that was paused or stopped, and the feeds it reads. */
  public void resume(Pipeline pipeline) {
    if (pipeline.status() == Pipeline.Status.PAUSED
        || pipeline.status() == Pipeline.Status.STOPPED) {
      pipeline.refill();
      dirty = true;
    }
    for (ScanInput input : pipeline.inputs()) {
      feeds.stream().filter(f -> feedTargets.get(f) == input.dataset()).forEach(Feed::resume);
    }
  }

  /** Mends a table's or view's contents after a crash. */
  public void recover(String id, StoredDataset dataset) {
    epochs.recover(id, dataset);
  }

  // ---- Changes by statements ----

  /**
   * Makes a statement's change: it goes through every pipeline, becomes durable at once, and shows
   * to readers as one.
   *
   * @param change makes the rows that go into tables; may throw, and then nothing has happened
   * @param more puts more into the epoch: catalog entries
   */
  public void commit(Consumer<Change> change, Consumer<EpochBatch> more) {
    locked(
        () -> {
          change.accept(this::apply);
          makeEpoch(more);
          publish();
        });
  }

  /** Takes the rows of a statement. */
  @FunctionalInterface
  public interface Change {
    /**
     * Changes a table; the change is complete (computed columns, watermark).
     *
     * @param mode what to do with a row whose primary key is there
     * @param operation what the table's history calls it
     * @return how many rows came in
     */
    long apply(StoredTable table, Batch change, UpsertOperator.Mode mode, String operation);
  }

  private long apply(StoredTable table, Batch change, UpsertOperator.Mode mode, String operation) {
    long inserted = 0;
    for (Batch delta : table.admit(change, mode)) {
      for (int row = 0; row < delta.size(); row++) {
        inserted += Math.max(0, delta.weight(row));
      }
      for (Batch piece : cutter.cut(delta)) {
        table.dataset().append(piece, operation);
        pipelines.step(table.dataset(), piece);
      }
    }
    dirty = true;
    return inserted;
  }

  /**
   * Waits until everything that sources had when this was called has gone through every pipeline
   * and is durable.
   */
  public void flush() {
    lock.lock();
    try {
      Map<Feed, Long> before = new IdentityHashMap<>();
      for (Feed feed : feeds) {
        before.put(feed, feed.timesCaughtUp());
      }
      changed.signalAll();
      // One look may have begun before this call: what counts is a look that began after it.
      while (!closed && before.keySet().stream().anyMatch(feed -> isBehind(feed, before))) {
        awaitChange();
      }
      fill();
      makeEpoch(batch -> {});
      publish();
    } finally {
      lock.unlock();
    }
  }

  private boolean isBehind(Feed feed, Map<Feed, Long> before) {
    return feeds.contains(feed)
        && feed.status() == Feed.Status.RUNNING
        && feed.timesCaughtUp() <= before.get(feed);
  }

  /** Waits until a pipeline has been computed over what was there before it, or was stopped. */
  public void awaitFilled(Pipeline pipeline) {
    if (pipeline.isSettled()) {
      return;
    }
    lock.lock();
    try {
      while (!closed
          && pipelines.contains(pipeline)
          && (pipeline.status() == Pipeline.Status.FILLING || !hasCaughtUp(pipeline))) {
        changed.signalAll();
        awaitChange();
      }
      pipeline.settle();
    } finally {
      lock.unlock();
    }
  }

  /** Returns whether the feeds behind a pipeline, however far, have been read as far as they go. */
  private boolean hasCaughtUp(Pipeline pipeline) {
    for (ScanInput input : pipeline.inputs()) {
      for (Feed feed : feeds) {
        if (feedTargets.get(feed) == input.dataset()
            && feed.status() == Feed.Status.RUNNING
            && feed.timesCaughtUp() == 0) {
          return false;
        }
      }
      for (Pipeline other : pipelines.all()) {
        if (other.delivery() instanceof Delivery.ToDataset view
            && view.dataset() == input.dataset()
            && !(other.status() != Pipeline.Status.FILLING && hasCaughtUp(other))) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean fill() {
    boolean filled = pipelines.fill();
    dirty |= filled;
    return filled;
  }

  private void awaitChange() {
    try {
      changed.awaitNanos(IDLE_NANOS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MillraceException(ErrorCode.QUERY_CANCELED, "interrupted while waiting", e);
    }
  }

  // ---- The loop ----

  private void run() {
    while (true) {
      lock.lock();
      try {
        if (closed) {
          return;
        }
        boolean filled = fill();
        boolean moved = pollFeeds() | filled;
        if (moved) {
          publish();
        }
        // A view's first contents are a version of their own.
        if (filled || (dirty && isEpochDue())) {
          makeEpoch(batch -> {});
          publish();
        }
        changed.signalAll();
        if (!moved) {
          changed.awaitNanos(IDLE_NANOS);
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.error("A step failed", e);
        incidents.failed("steps", e);
        pauseAfterFailure();
      } finally {
        lock.unlock();
      }
    }
  }

  private boolean isEpochDue() {
    return System.nanoTime() - lastEpochNanos >= options.epochInterval().toNanos();
  }

  private void pauseAfterFailure() {
    try {
      changed.awaitNanos(50 * IDLE_NANOS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean pollFeeds() {
    if (pipelines.anyIsHeldBack()) {
      return false;
    }
    boolean moved = false;
    for (Feed feed : List.copyOf(feeds)) {
      moved |= poll(feed);
    }
    return moved;
  }

  private boolean poll(Feed feed) {
    Dataset target = feedTargets.get(feed);
    StoredTable table = tableOf(target);
    try {
      Feed.Status before = feed.status();
      Batch rows =
          feed.poll(
              cutter.next(),
              incidents.report(feed.name()),
              (name, records) -> badRecords(name, records));
      if (rows == null) {
        dirty |= feed.status() != before;
        return feed.status() != before;
      }
      dirty = true;
      if (rows.isEmpty()) {
        return true;
      }
      if (table == null) {
        pipelines.step(target, rows);
        return true;
      }
      for (Batch delta : table.admitFed(rows)) {
        table.dataset().append(delta, StoredDataset.STREAMING);
        pipelines.step(target, delta);
      }
      return true;
    } catch (MillraceException e) {
      feed.stop(e);
      incidents.failed(feed.name(), e);
      return true;
    } catch (RuntimeException e) {
      LOG.error("Feed {} failed", feed.name(), e);
      feed.stop(new MillraceException(ErrorCode.INTERNAL, "internal error while reading: " + e, e));
      incidents.failed(feed.name(), e);
      return true;
    }
  }

  private StoredTable tableOf(Dataset dataset) {
    return tables.values().stream().filter(t -> t.dataset() == dataset).findFirst().orElse(null);
  }

  private void badRecords(String feed, List<BadRecord> records) {
    incidents.badRecords(feed, records);
    dirty = true;
  }

  // ---- Moments and epochs (under the lock) ----

  private void publish() {
    moment = Moment.of(datasets, epochs.last());
    boolean settled = isSettled();
    for (Pipeline pipeline : pipelines.all()) {
      if (pipeline.delivery() instanceof Delivery.ToCursor reader) {
        reader.publish(epochs.last() + 1);
        if (settled && reader.endsWhenSettled()) {
          reader.cursor().end();
        }
      }
    }
  }

  /** Returns whether nothing more comes by itself until sources get new data. */
  private boolean isSettled() {
    return feeds.stream()
            .allMatch(feed -> feed.status() != Feed.Status.RUNNING || feed.timesCaughtUp() > 0)
        && !pipelines.anyIsFilling();
  }

  /** Makes everything so far durable. */
  public void checkpoint() {
    locked(
        () -> {
          makeEpoch(batch -> {});
          publish();
        });
  }

  private void makeEpoch(Consumer<EpochBatch> more) {
    Map<String, StoredDataset> stored = new LinkedHashMap<>();
    tables.forEach((id, table) -> stored.put(id, table.dataset()));
    for (Pipeline pipeline : pipelines.all()) {
      if (pipeline.delivery() instanceof Delivery.ToDataset view) {
        stored.put(pipeline.id(), view.dataset());
      }
    }
    epochs.make(
        stored,
        batch -> {
          more.accept(batch);
          if (options.directory().isEmpty()) {
            return;
          }
          tables.values().forEach(table -> table.save(batch));
          for (Feed feed : feeds) {
            feed.takeMovedPosition()
                .ifPresent(position -> batch.put(POSITIONS, Keys.of(feed.id()), position));
          }
          for (Pipeline pipeline : pipelines.all()) {
            if (pipeline.isDurable()) {
              pipeline.save(batch);
              saveStatus(pipeline, batch);
            }
          }
        });
    for (Pipeline pipeline : pipelines.all()) {
      if (pipeline.delivery() instanceof Delivery.ToSink target) {
        target.sink().commit(epochs.last());
      }
    }
    dirty = false;
    lastEpochNanos = System.nanoTime();
  }

  private void saveStatus(Pipeline pipeline, EpochBatch batch) {
    PipelineStatus status = PipelineStatus.of(pipeline);
    if (!status.equals(statuses.put(pipeline.id(), status))) {
      batch.put(STATUSES, Keys.of(pipeline.id()), status.toBytes());
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      for (Pipeline pipeline : pipelines.all()) {
        if (pipeline.delivery() instanceof Delivery.ToCursor reader) {
          reader
              .cursor()
              .fail(new MillraceException(ErrorCode.QUERY_CANCELED, "the database was closed"));
        }
      }
      if (dirty) {
        makeEpoch(batch -> {});
      }
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    join();
    pipelines.all().forEach(Pipeline::close);
    feeds.forEach(Feed::close);
  }

  private void join() {
    boolean interrupted = false;
    while (loop.isAlive()) {
      try {
        loop.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
