package io.millrace.connector.print;

import io.millrace.connector.Connector;
import io.millrace.connector.Options;
import io.millrace.connector.Sink;
import io.millrace.type.RowType;

/** Takes changes and forgets them: to see how fast a query is. */
public final class BlackholeConnector implements Connector {

  @Override
  public String name() {
    return "blackhole";
  }

  @Override
  public Sink openSink(RowType type, Options options) {
    options.find("connector");
    return new BlackholeSink();
  }
}
