package io.millrace.engine.flow;

import io.millrace.batch.Batch;
import io.millrace.connector.Reader.BadRecord;
import io.millrace.engine.result.RowText;
import io.millrace.error.MillraceException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What went wrong while data flowed, so that nothing is silently dropped: counts of violations,
 * rows set aside, and a log of the latest events.
 */
public final class Incidents {
  private static final int KEPT_EVENTS = 10_000;

  /** Something that happened: when, how grave, to what, and what. */
  public record Event(Instant time, String level, String object, String message) {}

  /** How often a rule was violated, and what was done. */
  public record Violation(String source, String rule, String action, long rows) {}

  private final Clock clock;
  private final DeadLetters letters;
  private final Deque<Event> events = new ArrayDeque<>();
  private final Map<String, Violation> violations = new TreeMap<>();
  private Consumer<Batch> deadLetters = batch -> {};

  public Incidents(Clock clock) {
    this.clock = clock;
    this.letters = new DeadLetters(clock);
  }

  /** Says where dead letters go. */
  void deliverTo(Consumer<Batch> target) {
    deadLetters = target;
  }

  /** Returns what takes note of violations in rows of this source. */
  Intake.Report report(String source) {
    return (rule, kept, quarantined, rows) -> {
      String action = kept ? "kept" : quarantined ? "quarantined" : "dropped";
      count(source, rule, action, rows.size());
      if (quarantined) {
        List<String> texts = new ArrayList<>(rows.size());
        for (int row = 0; row < rows.size(); row++) {
          texts.add(RowText.of(rows, row));
        }
        deadLetters.accept(letters.of(source, rule, texts));
      }
    };
  }

  private synchronized void count(String source, String rule, String action, long rows) {
    violations.merge(
        source + "\n" + rule,
        new Violation(source, rule, action, rows),
        (old, more) -> new Violation(source, rule, action, old.rows() + more.rows()));
  }

  void badRecords(String source, List<BadRecord> records) {
    BadRecord first = records.get(0);
    log(
        "WARN",
        source,
        records.size()
            + " malformed records, the first at "
            + first.place()
            + ": "
            + first.reason());
    deadLetters.accept(letters.of(source, records));
  }

  void failed(String object, RuntimeException error) {
    log(
        "ERROR",
        object,
        error instanceof MillraceException known ? known.describe() : String.valueOf(error));
  }

  /** Notes an event. */
  public synchronized void log(String level, String object, String message) {
    if (events.size() == KEPT_EVENTS) {
      events.removeFirst();
    }
    events.addLast(new Event(clock.instant(), level, object, message));
  }

  /** Returns the latest events, oldest first; for any thread. */
  public synchronized List<Event> events() {
    return List.copyOf(events);
  }

  /** Returns how often each rule was violated since the database was opened; for any thread. */
  public synchronized List<Violation> violations() {
    return List.copyOf(violations.values());
  }
}
