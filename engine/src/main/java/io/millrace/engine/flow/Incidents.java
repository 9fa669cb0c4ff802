package io.millrace.engine.flow;

import io.millrace.batch.Batch;
import io.millrace.batch.ValueText;
import io.millrace.connector.Reader.BadRecord;
import io.millrace.error.MillraceException;
import io.millrace.state.store.EpochBatch;
import io.millrace.state.store.StateStore;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What went wrong while data flowed, so that nothing is silently dropped: counts of violations,
 * rows set aside, and a log of the latest events.
 */
public final class Incidents {
  private static final int KEPT_EVENTS = 10_000;

  /** The store's space of counts of violations. */
  private static final String VIOLATIONS = "violations";

  /** Something that happened: when, how grave, to what, and what. */
  public record Event(Instant time, String level, String object, String message) {}

  /** How often a rule was violated, and what was done. */
  public record Violation(String source, String rule, String action, long rows) {}

  private final Clock clock;
  private final DeadLetters letters;
  private final Deque<Event> events = new ArrayDeque<>();
  private final Map<String, Violation> violations = new TreeMap<>();
  private final Set<String> unsaved = new HashSet<>();
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
    return (rule, kept, quarantined, type, rows) -> {
      String action = kept ? "kept" : quarantined ? "quarantined" : "dropped";
      count(source, rule, action, rows.size());
      if (quarantined) {
        List<String> texts = new ArrayList<>(rows.size());
        for (int row = 0; row < rows.size(); row++) {
          texts.add(ValueText.row(type, rows, row));
        }
        deadLetters.accept(letters.of(source, rule, texts));
      }
    };
  }

  private synchronized void count(String source, String rule, String action, long rows) {
    String key = key(source, rule);
    unsaved.add(key);
    violations.merge(
        key,
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

  void failed(String object, MillraceException error) {
    log("ERROR", object, error.describe());
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

  private static String key(String source, String rule) {
    return source + "\n" + rule;
  }

  /** Forgets what was counted for an object that is no more. */
  public synchronized void forget(String source) {
    List<String> gone =
        violations.entrySet().stream()
            .filter(entry -> entry.getValue().source().equals(source))
            .map(Map.Entry::getKey)
            .toList();
    gone.forEach(violations::remove);
    unsaved.addAll(gone);
  }

  /** Puts the counts that have changed into an epoch. */
  synchronized void save(EpochBatch epoch) {
    for (String key : unsaved) {
      Violation violation = violations.get(key);
      if (violation == null) {
        epoch.delete(VIOLATIONS, Keys.of(key));
      } else {
        epoch.put(VIOLATIONS, Keys.of(key), Keys.of(violation.rows() + " " + violation.action()));
      }
    }
    unsaved.clear();
  }

  /** Goes on counting from what the last epoch kept. */
  synchronized void restore(StateStore store) {
    store.scan(
        VIOLATIONS,
        new byte[0],
        (key, value) -> {
          String[] names = Keys.text(key).split("\n", 2);
          String[] parts = Keys.text(value).split(" ", 2);
          violations.put(
              Keys.text(key),
              new Violation(names[0], names[1], parts[1], Long.parseLong(parts[0])));
        });
  }

  /** Returns how often each rule was violated; for any thread. */
  public synchronized List<Violation> violations() {
    return List.copyOf(violations.values());
  }
}
