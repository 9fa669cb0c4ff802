package io.millrace.connector.print;

import io.millrace.batch.Batch;
import io.millrace.batch.ValueText;
import io.millrace.connector.Sink;
import io.millrace.type.RowType;
import java.io.PrintStream;

/** Prints changes, epoch by epoch. */
final class PrintSink implements Sink {
  private final RowType type;
  private final String prefix;
  private final PrintStream out;
  private final StringBuilder lines = new StringBuilder();

  PrintSink(RowType type, String prefix, PrintStream out) {
    this.type = type;
    this.prefix = prefix;
    this.out = out;
  }

  @Override
  public void write(Batch delta) {
    for (int row = 0; row < delta.size(); row++) {
      long weight = delta.weight(row);
      String line = prefix + (weight > 0 ? "+I " : "-D ") + ValueText.row(type, delta, row) + "\n";
      lines.append(line.repeat((int) Math.min(Integer.MAX_VALUE, Math.abs(weight))));
    }
  }

  @Override
  public void commit(long epoch) {
    out.print(lines);
    out.flush();
    lines.setLength(0);
  }

  @Override
  public void close() {
    // Standard output is everybody's.
  }
}
