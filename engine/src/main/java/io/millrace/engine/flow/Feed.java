package io.millrace.engine.flow;

import io.millrace.batch.Batch;
import io.millrace.connector.Reader.BadRecord;
import io.millrace.connector.Source;
import io.millrace.error.MillraceException;
import io.millrace.operator.time.Watermark;
import io.millrace.type.Projection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Rows flowing in from a source: reading, completing, and the watermark of each row. Starts when
 * something needs its rows, and remembers its position. For the stepping thread, but for what says
 * otherwise.
 */
public final class Feed {
  /** What became of a feed. */
  public enum Status {
    /** Nothing reads it. */
    IDLE,
    RUNNING,
    /** Told to wait. */
    PAUSED,
    /** All rows there will ever be have been read, for good. */
    FINISHED,
    /** An error ended it; its reason is kept. */
    STOPPED
  }

  private final String id;
  private final String name;
  private final Source source;
  private final Intake intake;
  private final Optional<SourceWatermark> watermark;
  private ReadAhead reader;

  /** What went wrong with rows that come after others, which go first. */
  private RuntimeException postponed;

  private Projection needed = Projection.whole();
  private FeedPosition position = FeedPosition.START;
  private boolean dirty;
  private boolean wanted;
  private volatile Status status = Status.IDLE;
  private volatile MillraceException failure;
  private final AtomicLong caughtUp = new AtomicLong();
  private final AtomicLong badRecords = new AtomicLong();

  /**
   * @param id names its position in the store
   * @param watermark gives rows a watermark column at their end, if the source has a watermark
   */
  public Feed(
      String id, String name, Source source, Intake intake, Optional<SourceWatermark> watermark) {
    this.id = id;
    this.name = name;
    this.source = source;
    this.intake = intake;
    this.watermark = watermark;
  }

  public String id() {
    return id;
  }

  public String name() {
    return name;
  }

  /** Returns the promise made so far; for any thread. */
  public Watermark watermark() {
    return watermark.isPresent() ? watermark.get() : () -> Watermark.NONE;
  }

  /** For any thread. */
  public Status status() {
    return status;
  }

  /** Returns why it stopped, where it has; for any thread. */
  public Optional<MillraceException> failure() {
    return Optional.ofNullable(failure);
  }

  /** Returns how often it has come to the end of what its source had; for any thread. */
  public long timesCaughtUp() {
    return caughtUp.get();
  }

  /** Returns how many records could not be decoded; for any thread. */
  public long badRecords() {
    return badRecords.get();
  }

  /** Returns where the next rows stand in the source; empty where none have been read. */
  Optional<String> offset() {
    return position.offset();
  }

  /** Returns how many rows have been read in all. */
  public long rowsRead() {
    return position.rows();
  }

  Intake intake() {
    return intake;
  }

  boolean isWatermarked() {
    return watermark.isPresent();
  }

  Source source() {
    return source;
  }

  boolean isWanted() {
    return wanted;
  }

  /** Says that something reads it from now on, or that nothing does; then it begins anew. */
  void want(boolean now) {
    wanted = now;
    if (!now) {
      closeReader();
      move(FeedPosition.START);
      watermark.ifPresent(source -> source.restore(Watermark.NONE));
      status = Status.IDLE;
    } else if (status == Status.IDLE) {
      status = Status.RUNNING;
    }
  }

  /**
   * Says what is needed of its rows from now on; the rest may be NULL.
   *
   * @param now of the completed rows' columns and, at the end, their watermark
   */
  void need(Projection now) {
    if (!needed.and(now).equals(needed)) {
      closeReader();
    }
    needed = now;
  }

  /** Makes it wait where it is; what is finished waits already. */
  void pause() {
    if (status == Status.FINISHED) {
      return;
    }
    closeReader();
    failure = null;
    move(position.paused(true));
    status = Status.PAUSED;
  }

  /** Goes on after a pause, or tries again after an error. */
  void resume() {
    if (status == Status.STOPPED || status == Status.PAUSED) {
      closeReader();
      failure = null;
      move(position.paused(false).withFailure(Optional.empty()));
      status = wanted ? Status.RUNNING : Status.IDLE;
    }
  }

  private void move(FeedPosition to) {
    position = to;
    dirty = true;
  }

  /**
   * Returns the next rows, complete, with their watermark column: at least one batch (empty where
   * all its rows were refused), more where they have been read already; null where none are ready.
   *
   * @param several whether more than one batch may be returned
   */
  List<Batch> poll(int maxRows, boolean several, Intake.Report report, BadRecords bad) {
    if (status != Status.RUNNING) {
      return null;
    }
    if (postponed != null) {
      RuntimeException now = postponed;
      postponed = null;
      throw now;
    }
    if (reader == null) {
      Projection delivered = intake.delivered(needed, isWatermarked());
      reader = new ReadAhead(name, source.read(position.offset(), delivered));
    }
    Batch raw = reader.poll(maxRows);
    boolean anyUnreadable = reportUnreadable(bad);
    if (raw == null) {
      caughtUp.incrementAndGet();
      if (anyUnreadable) {
        moveTo(position.rows());
      }
      if (source.isBounded()) {
        move(position.finished());
        status = Status.FINISHED;
        closeReader();
      }
      return null;
    }
    List<Batch> rows = new ArrayList<>();
    rows.add(complete(raw, report));
    int left = several ? maxRows - raw.size() : 0;
    for (Batch more = reader.pollReady(left); more != null; more = reader.pollReady(left)) {
      reportUnreadable(bad);
      try {
        rows.add(complete(more, report));
      } catch (RuntimeException e) {
        postponed = e;
        break;
      }
      left -= more.size();
    }
    return rows;
  }

  private boolean reportUnreadable(BadRecords bad) {
    List<BadRecord> unreadable = reader.takeBadRecords();
    if (!unreadable.isEmpty()) {
      badRecords.addAndGet(unreadable.size());
      bad.add(name, unreadable);
    }
    return !unreadable.isEmpty();
  }

  private Batch complete(Batch raw, Intake.Report report) {
    Batch completed = intake.complete(raw, report);
    Batch rows =
        watermark.isPresent() && !completed.isEmpty()
            ? watermark.get().append(completed, needed)
            : completed;
    moveTo(position.rows() + raw.size());
    return rows;
  }

  private void moveTo(long rows) {
    move(
        new FeedPosition(
            Optional.of(reader.offset()),
            rows,
            watermark().current(),
            badRecords.get(),
            false,
            Optional.empty(),
            false));
  }

  void stop(MillraceException error) {
    failure = error;
    status = Status.STOPPED;
    caughtUp.incrementAndGet();
    closeReader();
    if (!mayPass(error)) {
      move(position.withFailure(Optional.of(error)));
    }
  }

  /** Returns whether an error is the surroundings', so that the next opening tries again. */
  private static boolean mayPass(MillraceException error) {
    return switch (error.code()) {
      case IO_ERROR, FILE_NOT_FOUND, INSUFFICIENT_PRIVILEGE, OUT_OF_MEMORY -> true;
      default -> false;
    };
  }

  /** Returns the position, if it has moved since the last time it was asked for. */
  Optional<byte[]> takeMovedPosition() {
    if (!dirty) {
      return Optional.empty();
    }
    dirty = false;
    return Optional.of(position.toBytes());
  }

  /** Goes back to a saved position. */
  public void restore(byte[] saved) {
    position = FeedPosition.fromBytes(saved);
    badRecords.set(position.badRecords());
    watermark.ifPresent(source -> source.restore(position.watermark()));
    if (position.failure().isPresent()) {
      failure = position.failure().get();
      status = Status.STOPPED;
    } else if (position.isPaused()) {
      status = Status.PAUSED;
    } else if (position.isFinished()) {
      status = Status.FINISHED;
    }
  }

  private void closeReader() {
    postponed = null;
    if (reader != null) {
      reader.close();
      reader = null;
    }
  }

  void close() {
    closeReader();
    source.close();
  }

  /** Takes records that are no rows. */
  @FunctionalInterface
  interface BadRecords {
    void add(String feed, List<BadRecord> records);
  }
}
