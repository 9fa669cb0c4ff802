package io.millrace.engine.flow;

import io.millrace.batch.Batch;
import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.operator.UpsertOperator;
import io.millrace.state.store.EpochBatch;
import io.millrace.state.store.StateStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Everything that flows in one database, stepped as a whole: what sources have ready goes through
 * every pipeline once; then all readers move on together.
 *
 * <p>One lock guards it. Whoever holds it is 'the stepping thread' of that moment: the background
 * loop, or a statement that changes something. Readers never take it: they read a {@link Moment}.
 * Epochs are cut under it and written without it. Statements that change something come one after
 * the other all the same: see {@link #exclusively}.
 */
public final class Flow implements AutoCloseable {
  /**
   * How many bytes of changes may wait in memory for an epoch, which then is due whatever the time;
   * while another is written, or a pipeline filled, sources wait.
   */
  private static final long MOST_WAITING_BYTES = 64L << 20;

  private final ReentrantLock lock = new ReentrantLock(true);
  private final Condition changed = lock.newCondition();
  private final ReentrantLock statements = new ReentrantLock(true);
  private final StateStore store;
  private final DatabaseOptions options;
  private final Epochs epochs;
  private final Checkpoints checkpoints;
  private final StepCutter cutter;
  private final Incidents incidents;
  private final List<Dataset> datasets = new ArrayList<>();
  private final Map<String, StoredTable> tables = new LinkedHashMap<>();
  private final Pipelines pipelines;
  private final Feeds feeds;
  private final StoredTable deadLetters;
  private final StepLoop loop;
  private final EpochLoop writer;
  private EpochCut firstContents;
  private boolean dirty;
  private long lastEpochNanos = System.nanoTime();
  private volatile Moment moment;

  /**
   * @param application names the database in the transactions of its tables
   * @param deadLetters takes records that are no rows and rows set aside
   * @param listener hears how far each epoch has come
   */
  public Flow(
      StateStore store,
      String application,
      DatabaseOptions options,
      Incidents incidents,
      StoredTable deadLetters,
      EpochListener listener) {
    this.store = store;
    this.options = options;
    this.epochs = new Epochs(store, application, options.clock(), listener);
    this.cutter = new StepCutter(options.stepRows(), options.stepSeed());
    this.incidents = incidents;
    this.pipelines = new Pipelines(incidents, store.keepsState(), () -> locked(() -> {}));
    this.feeds = new Feeds(pipelines, cutter, incidents);
    this.checkpoints = new Checkpoints(store, epochs, tables, feeds, pipelines, incidents);
    this.deadLetters = deadLetters;
    add(deadLetters);
    recover(deadLetters.id(), deadLetters.dataset());
    incidents.restore(store);
    incidents.deliverTo(batch -> deadLetters.dataset().append(batch, StoredDataset.STREAMING));
    this.moment = Moment.of(datasets, epochs.last());
    this.loop = new StepLoop(lock, changed, this::step, error -> incidents.failed("steps", error));
    this.writer =
        new EpochLoop(
            lock, changed, epochs::write, this::settle, error -> incidents.failed("epochs", error));
  }

  /** Begins to step. */
  public void start() {
    locked(this::publish);
    writer.start();
    loop.start();
  }

  /**
   * Returns the present moment; for any thread.
   *
   * @param read the datasets whose rows are read
   */
  public Moment moment(Iterable<? extends Dataset> read) {
    Moment now = moment;
    while (!now.hold(read)) {
      now = moment;
    }
    return now;
  }

  /** Lets the holder of the lock read what is there now. */
  public void publishNow() {
    if (!lock.isHeldByCurrentThread()) {
      throw new IllegalStateException("only the stepping thread may do this");
    }
    publish();
  }

  /**
   * Runs something while no other statement changes anything; steps go on. What it changes itself
   * it does by {@link #commit} or {@link #locked}.
   */
  public void exclusively(Runnable action) {
    statements.lock();
    try {
      action.run();
    } finally {
      statements.unlock();
    }
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
    if (!store.keepsState()) {
      table.keepNowhere();
    }
    tables.put(table.id(), table);
    datasets.add(table.dataset());
    feeds.add(table);
  }

  /** Adds a stream; it flows once a pipeline reads it. */
  public void add(StreamDataset stream) {
    datasets.add(stream);
    feeds.add(stream);
  }

  /** Adds a pipeline, which must read only what has been added before. */
  public void add(Pipeline pipeline) {
    pipelines.add(pipeline);
    if (pipeline.delivery() instanceof Delivery.ToDataset view) {
      datasets.add(view.dataset());
    }
    for (ScanInput input : pipeline.inputs()) {
      if (input.dataset() instanceof StreamDataset stream) {
        stream.feed().need(pipelines.needed(stream));
        if (!stream.feed().isWanted()) {
          stream.feed().want(true);
        }
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
    table.feed().ifPresent(feeds::remove);
  }

  public void remove(StreamDataset stream) {
    datasets.remove(stream);
    feeds.remove(stream.feed());
  }

  public List<Feed> feeds() {
    return feeds.all();
  }

  public List<Pipeline> pipelines() {
    return pipelines.all();
  }

  /** Returns the feed's saved position, if it has one. */
  public Optional<byte[]> savedPosition(Feed feed) {
    return Feeds.savedPosition(store, feed);
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
    checkpoints.restore(pipeline);
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
      pipelines.refill(pipeline);
      dirty = true;
    }
    for (ScanInput input : pipeline.inputs()) {
      feeds.into(input.dataset()).forEach(Feed::resume);
    }
  }

  /** Makes a feed wait where it is. */
  public void pause(Feed feed) {
    feed.pause();
    dirty = true;
  }

  /** Lets a feed go on that was paused or stopped. */
  public void resume(Feed feed) {
    feed.resume();
    dirty = true;
  }

  /** Mends a table's or view's contents after a crash. */
  public void recover(String id, StoredDataset dataset) {
    epochs.recover(id, dataset);
  }

  // ---- Changes by statements ----

  /**
   * Makes a statement's change: it goes through every pipeline, and is durable, as an epoch of its
   * own, when this returns.
   *
   * @param change makes the rows that go into tables; may throw, and then nothing has happened
   * @param more puts more into the epoch: catalog entries
   * @throws MillraceException also where the epoch cannot be written: the change has been made then
   *     and becomes durable as soon as it can be
   */
  public void commit(Consumer<Change> change, Consumer<EpochBatch> more) {
    exclusively(
        () ->
            locked(
                () -> {
                  writer.awaitIdle();
                  change.accept(this::apply);
                  publish();
                  writer.await(beginEpoch(more));
                }));
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
        pipelines.step(table.dataset(), List.of(piece));
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
      Map<Feed, Long> before = feeds.timesCaughtUp();
      changed.signalAll();
      // One look may have begun before this call: what counts is a look that began after it.
      while (!loop.isClosed() && !feeds.haveLookedSince(before)) {
        awaitChange();
      }
      while (!loop.isClosed() && pipelines.anyIsFilling()) {
        awaitChange();
      }
      writer.awaitIdle();
      publish();
      writer.await(beginEpoch(batch -> {}));
    } finally {
      lock.unlock();
    }
  }

  /** Waits until a pipeline has been computed over what was there before it, or was stopped. */
  public void awaitFilled(Pipeline pipeline) {
    if (pipeline.isSettled()) {
      return;
    }
    lock.lock();
    try {
      while (!loop.isClosed()
          && pipelines.contains(pipeline)
          && (pipeline.status() == Pipeline.Status.FILLING || !hasCaughtUp(pipeline))) {
        changed.signalAll();
        awaitChange();
      }
      // Its first contents are a version of their own, which a reader may name.
      writer.awaitAttempt(firstContents);
      pipeline.settle();
    } finally {
      lock.unlock();
    }
  }

  /** Returns whether the feeds behind a pipeline, however far, have been read as far as they go. */
  private boolean hasCaughtUp(Pipeline pipeline) {
    for (ScanInput input : pipeline.inputs()) {
      if (feeds.into(input.dataset()).stream().anyMatch(Feeds::isCatchingUp)) {
        return false;
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

  private void awaitChange() {
    if (writer.isFailing()) {
      // Nothing flows until it is written; whoever waits is told why it cannot be.
      writer.awaitIdle();
    }
    try {
      loop.awaitStep();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MillraceException(ErrorCode.QUERY_CANCELED, "interrupted while waiting", e);
    }
  }

  // ---- The loop ----

  private boolean step() {
    writer.note();
    boolean moved = pipelines.fill();
    // A view's first contents are a version of their own.
    boolean filled = writer.isIdle() && pipelines.endFilling();
    moved |= filled;
    moved |= mayPoll() && feeds.poll();
    if (moved) {
      publish();
    }
    if (filled) {
      firstContents = beginEpoch(batch -> {});
    } else if (writer.isIdle() && !writer.isAwaited() && isDirty() && isEpochDue()) {
      beginEpoch(batch -> {});
    }
    return moved;
  }

  /** Returns whether sources may bring more: memory must do for what is not written yet. */
  private boolean mayPoll() {
    return !pipelines.anyIsHeldBack()
        && !writer.isFailing()
        && pipelines.heldBytes() < MOST_WAITING_BYTES
        && (writer.isIdle() || checkpoints.waitingBytes() < MOST_WAITING_BYTES);
  }

  private boolean isDirty() {
    return dirty || feeds.isDirty();
  }

  private boolean isEpochDue() {
    return System.nanoTime() - lastEpochNanos >= options.epochInterval().toNanos()
        || checkpoints.waitingBytes() >= MOST_WAITING_BYTES;
  }

  // ---- Moments and epochs (under the lock) ----

  private void publish() {
    moment = Moment.of(datasets, epochs.last());
    boolean settled = isSettled();
    for (Pipeline pipeline : pipelines.all()) {
      if (pipeline.delivery() instanceof Delivery.ToCursor reader) {
        reader.publish(openEpoch());
        if (settled && reader.endsWhenSettled()) {
          reader.cursor().end();
        }
      }
    }
  }

  /** Returns whether nothing more comes by itself until sources get new data. */
  private boolean isSettled() {
    return feeds.all().stream().noneMatch(Feeds::isCatchingUp) && !pipelines.anyIsFilling();
  }

  /** Returns the number of the epoch to which the next step belongs. */
  private long openEpoch() {
    return epochs.last() + (writer.isIdle() ? 1 : 2);
  }

  /** Makes everything so far durable. */
  public void checkpoint() {
    locked(
        () -> {
          writer.awaitIdle();
          writer.await(beginEpoch(batch -> {}));
        });
  }

  /** Cuts an epoch, which is written while steps go on. */
  private EpochCut beginEpoch(Consumer<EpochBatch> more) {
    EpochCut cut = checkpoints.cut(more);
    dirty = false;
    lastEpochNanos = System.nanoTime();
    writer.begin(cut);
    return cut;
  }

  private void settle(EpochCut cut) {
    dirty |= checkpoints.settle(cut);
    if (cut == firstContents) {
      firstContents = null;
    }
    publish();
    // Whoever has not asked for the rows of an earlier moment asks for those of this one now.
    cut.parts().forEach(EpochCut.Part::recycle);
  }

  @Override
  public void close() {
    RuntimeException failure = null;
    lock.lock();
    try {
      if (loop.isClosed()) {
        return;
      }
      for (Pipeline pipeline : pipelines.all()) {
        if (pipeline.delivery() instanceof Delivery.ToCursor reader) {
          reader
              .cursor()
              .fail(new MillraceException(ErrorCode.QUERY_CANCELED, "the database was closed"));
        }
      }
      loop.close();
      failure = lastEpoch();
      writer.close();
    } finally {
      lock.unlock();
    }
    loop.join();
    writer.join();
    pipelines.all().forEach(Pipeline::close);
    feeds.close();
    if (failure != null) {
      throw failure;
    }
  }

  /** Makes the rest durable; returns why it cannot be, or null. */
  private RuntimeException lastEpoch() {
    try {
      writer.awaitIdle();
      if (isDirty()) {
        writer.await(beginEpoch(batch -> {}));
      }
      return null;
    } catch (RuntimeException e) {
      return e;
    }
  }
}
