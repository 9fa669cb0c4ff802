package io.millrace.engine;

import io.millrace.batch.Batch;
import io.millrace.connector.Connector;
import io.millrace.connector.Options;
import io.millrace.connector.Reader;
import io.millrace.connector.Sink;
import io.millrace.connector.Source;
import io.millrace.connector.SourceRequest;
import io.millrace.type.RowType;
import java.util.List;
import java.util.Optional;

/** Breaks as nothing should: by errors that are no exceptions. */
public final class BreakingConnector implements Connector {

  @Override
  public String name() {
    return "breaking";
  }

  @Override
  public Source openSource(SourceRequest request) {
    request.options().find("connector");
    return new BreakingSource();
  }

  @Override
  public Sink openSink(RowType type, Options options) {
    options.find("connector");
    boolean takes = options.find("takes").isPresent();
    return new Sink() {
      @Override
      public void write(Batch delta) {
        if (!takes) {
          throw new OutOfMemoryError("made up");
        }
      }

      @Override
      public void commit(long epoch) {
        if (takes) {
          throw new OutOfMemoryError("made up");
        }
      }

      @Override
      public void close() {
        // Nothing is open.
      }
    };
  }

  private static final class BreakingSource implements Source {
    @Override
    public Reader read(Optional<String> offset) {
      return new Reader() {
        @Override
        public Batch poll(int maxRows) {
          throw new StackOverflowError("made up");
        }

        @Override
        public String offset() {
          return "0";
        }

        @Override
        public List<BadRecord> takeBadRecords() {
          return List.of();
        }

        @Override
        public void close() {
          // Nothing is open.
        }
      };
    }

    @Override
    public Reader readUntil(String offset) {
      return read(Optional.of(offset));
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
}
