package io.millrace.circuit;

import java.util.List;

/** The nodes at the same number of exchanges from the inputs; between stages workers meet. */
final class Stage {

  /** An exchange that leads to an instance of this stage. */
  record Arrival(Exchange exchange, Instance instance, int input) {}

  private final List<List<Arrival>> arrivals;
  private final List<List<Instance>> instances;

  /**
   * @param arrivals of each worker, in topological order of the nodes
   * @param instances of each worker, in topological order
   */
  Stage(List<List<Arrival>> arrivals, List<List<Instance>> instances) {
    this.arrivals = arrivals;
    this.instances = instances;
  }

  /** Takes one worker through the stage: what has arrived, and then, perhaps, an end. */
  void run(Lane lane, Run run) {
    for (Arrival arrival : arrivals.get(lane.worker)) {
      arrival
          .exchange()
          .take(lane.worker, lane, delta -> arrival.instance().process(arrival.input(), delta));
    }
    for (Instance instance : run == Run.ROWS ? List.<Instance>of() : instances.get(lane.worker)) {
      if (run == Run.STEP) {
        instance.finish();
      } else {
        instance.noteEndings();
      }
    }
  }
}
