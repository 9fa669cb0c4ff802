package io.millrace.operator;

import io.millrace.state.Durable;
import io.millrace.state.StateReader;
import io.millrace.state.StateWriter;

/**
 * An operator that keeps one piece of durable state. What is found again from it (lists, times at
 * which it expires) is made after {@code super.restore}.
 */
public abstract class StatefulOperator implements Operator, Durable {

  /** Returns what is kept. */
  protected abstract Durable state();

  @Override
  public final void save(StateWriter writer) {
    state().save(writer);
  }

  @Override
  public void restore(StateReader reader) {
    state().restore(reader);
  }

  @Override
  public final long stateRows() {
    return state().stateRows();
  }

  @Override
  public long stateBytes() {
    return state().stateBytes();
  }
}
