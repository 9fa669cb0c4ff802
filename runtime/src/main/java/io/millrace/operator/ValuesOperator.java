package io.millrace.operator;

import io.millrace.batch.Batch;
import io.millrace.state.Durable;
import io.millrace.state.StateReader;
import io.millrace.state.StateWriter;

/**
 * Constant rows: given out at the end of the very first step, and never again. No inputs; one
 * worker alone has it. The only state is whether that has happened.
 */
public final class ValuesOperator implements Operator, Durable {
  private static final byte[] KEY = {};

  private final Batch rows;
  private boolean given;
  private boolean saved;

  /**
   * @param rows what is given out
   */
  public ValuesOperator(Batch rows) {
    this.rows = rows;
  }

  @Override
  public void process(int input, Batch delta, Output out) {
    throw new IllegalStateException("constant rows take no input");
  }

  @Override
  public void finish(Output out) {
    if (!given) {
      given = true;
      out.emit(rows);
    }
  }

  @Override
  public void save(StateWriter writer) {
    if (given && !saved) {
      writer.put(0, KEY, KEY);
      saved = true;
    }
  }

  @Override
  public void restore(StateReader reader) {
    reader.scan((key, value) -> given = true);
    saved = given;
  }

  @Override
  public long stateRows() {
    return 0;
  }

  @Override
  public long stateBytes() {
    return 0;
  }
}
