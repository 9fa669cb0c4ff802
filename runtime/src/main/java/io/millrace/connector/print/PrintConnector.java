package io.millrace.connector.print;

import io.millrace.connector.Connector;
import io.millrace.connector.Options;
import io.millrace.connector.Sink;
import io.millrace.type.RowType;

/**
 * Prints each change to standard output, one a line: {@code +I (1, 'a')} for a row that came,
 * {@code -D (1, 'a')} for one that went; a changed row goes and comes. Option {@code prefix} is
 * printed ahead of each line. Changes are printed once their epoch is durable.
 */
public final class PrintConnector implements Connector {

  @Override
  public String name() {
    return "print";
  }

  @Override
  public Sink openSink(RowType type, Options options) {
    options.find("connector");
    return new PrintSink(type, options.text("prefix", ""), System.out);
  }
}
