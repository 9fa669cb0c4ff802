package io.millrace.circuit;

import java.util.List;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Takes the lanes through the stages, one after the other or all at once, so that no lane begins a
 * stage before all have ended the one before.
 *
 * <p>An operator that gives out far more than it takes in would fill the exchanges: when a lane has
 * sent more than its allowance, all lanes pause where they are, take what has arrived through the
 * stages after the present one, and go on. That may happen again within these stages. Rows can then
 * overtake each other, so the allowance is more than what goes out where rows are passed on one by
 * one.
 */
final class Schedule {
  /** Rows that a lane may send in any case. */
  static final long ALLOWANCE = 1 << 19;

  private static final int ALLOWANCE_FACTOR = 8;

  private final Workers workers;
  private final Lane[] lanes;
  private final List<Stage> stages;
  private final Phaser meeting;

  /** How many lanes have ended a stage, each time that it was run. */
  private final AtomicLong[] ended;

  private volatile boolean parallel;
  private volatile boolean pauseAsked;
  private volatile boolean failed;
  private long allowance;

  Schedule(Workers workers, Lane[] lanes, List<Stage> stages) {
    this.workers = workers;
    this.lanes = lanes;
    this.stages = List.copyOf(stages);
    ended = new AtomicLong[stages.size()];
    for (int stage = 0; stage < ended.length; stage++) {
      ended[stage] = new AtomicLong();
    }
    meeting =
        new Phaser(lanes.length) {
          @Override
          protected boolean onAdvance(int phase, int parties) {
            pauseAsked = false;
            return false;
          }
        };
    for (Lane lane : lanes) {
      lane.schedule = this;
      lane.stagesEnded = new long[stages.size()];
    }
  }

  /**
   * Takes all lanes through all stages.
   *
   * @param onAll whether each lane is to run on a worker of its own, if they are free
   * @param run what ends once the rows have gone through
   * @param rows how many have been pushed since the last run
   */
  void run(boolean onAll, Run run, long rows) {
    allowance = Math.max(ALLOWANCE, rows * ALLOWANCE_FACTOR);
    parallel = true;
    if (!onAll || !workers.tryRun(worker -> runAll(lanes[worker], run))) {
      parallel = false;
      for (int stage = 0; stage < stages.size(); stage++) {
        runInTurn(stage, run);
      }
    }
  }

  private void runInTurn(int stage, Run run) {
    for (Lane lane : lanes) {
      int outerStage = lane.stage;
      long outerSequence = lane.sequence;
      lane.stage = stage;
      stages.get(stage).run(lane, run);
      lane.stage = outerStage;
      lane.sequence = outerSequence;
    }
  }

  private void runAll(Lane lane, Run run) {
    Failure failure = new Failure();
    int last = stages.size() - 1;
    for (int stage = 0; stage < last; stage++) {
      runTogether(stage, lane, run, failure);
    }
    // Who runs all lanes waits for them, and in the last stage none asks for a pause.
    runShare(last, lane, run, failure);
    failure.throwAgain();
  }

  /** Runs one lane's share of a stage and returns when all lanes have run theirs. */
  private void runTogether(int stage, Lane lane, Run run, Failure failure) {
    runShare(stage, lane, run, failure);
    meeting.arriveAndAwaitAdvance();
    // Where some have not ended, they have asked for a pause.
    while (ended[stage].get() != lane.stagesEnded[stage]) {
      runLater(stage, lane, failure);
      meeting.arriveAndAwaitAdvance();
    }
  }

  private void runShare(int stage, Lane lane, Run run, Failure failure) {
    lane.stage = stage;
    lane.failure = failure;
    if (!failed) {
      try {
        stages.get(stage).run(lane, run);
      } catch (Stop e) {
        // Another lane has failed, and says why.
        failed = true;
      } catch (RuntimeException | Error e) {
        failed = true;
        failure.set(e);
      }
    }
    ended[stage].incrementAndGet();
    lane.stagesEnded[stage] += lanes.length;
  }

  private void runLater(int stage, Lane lane, Failure failure) {
    lane.sent = 0;
    for (int later = stage + 1; later < stages.size(); later++) {
      runTogether(later, lane, Run.ROWS, failure);
    }
    lane.stage = stage;
  }

  /** Notes that a lane has left rows for others; pauses where that is too much by now. */
  void sent(Lane lane, int rows) {
    lane.sent += rows;
    if (lane.sent > allowance) {
      pause(lane);
    } else if (pauseAsked && parallel) {
      pause(lane);
    }
  }

  private void pause(Lane lane) {
    int stage = lane.stage;
    long sequence = lane.sequence;
    if (parallel) {
      pauseAsked = true;
      meeting.arriveAndAwaitAdvance();
      runLater(stage, lane, lane.failure);
      if (failed) {
        throw new Stop();
      }
    } else {
      for (Lane each : lanes) {
        each.sent = 0;
      }
      for (int later = stage + 1; later < stages.size(); later++) {
        runInTurn(later, Run.ROWS);
      }
    }
    lane.sequence = sequence;
  }

  /** Ends an operator in the middle of what it does. */
  private static final class Stop extends RuntimeException {
    Stop() {
      super(null, null, false, false);
    }
  }

  /** What made a lane fail, kept until all lanes have stopped. */
  static final class Failure {
    private Throwable first;

    void set(Throwable failure) {
      first = first == null ? failure : first;
    }

    void throwAgain() {
      if (first instanceof RuntimeException exception) {
        throw exception;
      } else if (first instanceof Error error) {
        throw error;
      }
    }
  }
}
