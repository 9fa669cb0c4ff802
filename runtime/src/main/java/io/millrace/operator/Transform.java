package io.millrace.operator;

import io.millrace.batch.Batch;

/**
 * A stateless run of filters and projections, fused into one generated loop. Row order and weights
 * are kept. An instance has scratch space of its own and serves one worker.
 */
@FunctionalInterface
public interface Transform {

  /** Returns the rows that pass, projected; possibly none. */
  Batch apply(Batch input);
}
