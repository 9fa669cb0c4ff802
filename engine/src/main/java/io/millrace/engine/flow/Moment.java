package io.millrace.engine.flow;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/** One moment of the whole database: what each dataset held after the same step. Immutable. */
public final class Moment {
  private final Map<Dataset, ReadPoint> points;
  private final long epoch;

  private Moment(Map<Dataset, ReadPoint> points, long epoch) {
    this.points = points;
    this.epoch = epoch;
  }

  static Moment of(Iterable<? extends Dataset> datasets, long epoch) {
    Map<Dataset, ReadPoint> points = new IdentityHashMap<>(new HashMap<>());
    for (Dataset dataset : datasets) {
      points.put(dataset, dataset.passingPoint());
    }
    return new Moment(points, epoch);
  }

  /**
   * Keeps the rows of some datasets there.
   *
   * @return false if some are gone; then there is a later moment
   */
  boolean hold(Iterable<? extends Dataset> read) {
    for (Dataset dataset : read) {
      ReadPoint point = points.get(dataset);
      if (point != null && !point.hold()) {
        return false;
      }
    }
    return true;
  }

  /** Returns the rows of a dataset; a dataset unknown at this moment is read as it is now. */
  public ReadPoint of(Dataset dataset) {
    ReadPoint point = points.get(dataset);
    return point == null ? dataset.readPoint() : point;
  }

  /** Returns the number of the last epoch before this moment. */
  public long epoch() {
    return epoch;
  }
}
