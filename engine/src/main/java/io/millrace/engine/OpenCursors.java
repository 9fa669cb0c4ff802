package io.millrace.engine;

import io.millrace.batch.Batch;
import io.millrace.engine.result.Result;
import io.millrace.engine.result.RowCursor;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The cursors of a session that go on by themselves and have to end with it. For any thread. */
final class OpenCursors {
  private final Set<RowCursor> open = ConcurrentHashMap.newKeySet();

  /** Returns the result with a cursor that is known here until it is closed. */
  Result watch(Result result) {
    if (!(result instanceof Result.Rows rows) || !rows.unbounded()) {
      return result;
    }
    RowCursor watched = new Watched(rows.cursor());
    open.add(watched);
    return rows.withCursor(watched);
  }

  void close() {
    List.copyOf(open).forEach(RowCursor::close);
  }

  private final class Watched implements RowCursor {
    private final RowCursor cursor;

    private Watched(RowCursor cursor) {
      this.cursor = cursor;
    }

    @Override
    public Batch next() {
      return cursor.next();
    }

    @Override
    public void cancel() {
      cursor.cancel();
    }

    @Override
    public void close() {
      open.remove(this);
      cursor.close();
    }
  }
}
