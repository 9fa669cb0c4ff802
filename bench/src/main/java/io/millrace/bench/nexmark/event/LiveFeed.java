package io.millrace.bench.nexmark.event;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/**
 * A growing file of JSON lines: each event is written when its time has come, from the start on.
 * Event time is then the time at which an event was due, and what happens to it later can be
 * measured from it, the feed's own delays with it.
 */
public final class LiveFeed implements Runnable {
  private static final long TICK_NANOS = 500_000;

  private final Path file;
  private final long seed;
  private final int eventsPerSecond;
  private volatile boolean isStopped;
  private volatile long written;
  private volatile IOException failure;

  /**
   * @param file is made; grows until {@link #stop}
   * @param eventsPerSecond how many events come in a second
   */
  public LiveFeed(Path file, long seed, int eventsPerSecond) {
    this.file = file;
    this.seed = seed;
    this.eventsPerSecond = eventsPerSecond;
  }

  /** Writes events until it is stopped. */
  @Override
  public void run() {
    EventModel model = new EventModel(seed, eventsPerSecond, System.currentTimeMillis(), 1);
    EventColumns columns = new EventColumns(model);
    JsonLines lines = new JsonLines();
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
      while (!isStopped) {
        long due = (System.currentTimeMillis() - model.firstMillis()) * eventsPerSecond / 1000;
        if (due > written) {
          lines.write(columns.events(written, due), out);
          out.flush();
          written = due;
        }
        LockSupport.parkNanos(TICK_NANOS);
      }
    } catch (IOException e) {
      failure = e;
    }
  }

  /** Writes no more. */
  public void stop() {
    isStopped = true;
  }

  /**
   * Returns how many events have been written.
   *
   * @throws IOException if they could not be
   */
  public long written() throws IOException {
    if (failure != null) {
      throw failure;
    }
    return written;
  }
}
