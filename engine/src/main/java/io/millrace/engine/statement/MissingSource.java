package io.millrace.engine.statement;

import io.millrace.connector.Reader;
import io.millrace.connector.Source;
import io.millrace.error.MillraceException;
import java.util.Optional;

/**
 * A source that was there when its table or stream was made and cannot be opened now. Reading it
 * fails with the reason, which stops the feed; everything else goes on.
 */
record MissingSource(MillraceException reason) implements Source {

  @Override
  public Reader read(Optional<String> offset) {
    throw reason;
  }

  @Override
  public Reader readUntil(String offset) {
    throw reason;
  }

  @Override
  public boolean isBounded() {
    return false;
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
