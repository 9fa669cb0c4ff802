package io.millrace.engine;

import io.millrace.batch.Batch;
import io.millrace.batch.ValueText;
import io.millrace.engine.flow.DatabaseOptions;
import io.millrace.engine.flow.EpochListener;
import io.millrace.engine.result.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** A database and a session in it, and rows as text. */
final class Sql implements AutoCloseable {
  private final Database database;
  private final Session session;

  private Sql(Database database) {
    this.database = database;
    this.session = database.session();
  }

  static Sql open(DatabaseOptions options) {
    return open(options, EpochListener.NONE);
  }

  static Sql open(DatabaseOptions options, EpochListener listener) {
    return new Sql(Database.open(options, listener));
  }

  Database database() {
    return database;
  }

  /** Runs statements in a session of this caller's own. */
  Session session() {
    return database.session();
  }

  void run(String... statements) {
    for (String statement : statements) {
      session.execute(statement);
    }
  }

  Result execute(String statement) {
    return session.execute(statement);
  }

  /** Returns a query's rows, sorted. */
  List<String> rows(String query) {
    Result.Rows result = (Result.Rows) session.execute(query);
    List<String> rows = new ArrayList<>();
    try (var cursor = result.cursor()) {
      for (Batch batch = cursor.next(); batch != null; batch = cursor.next()) {
        for (int row = 0; row < batch.size(); row++) {
          for (long copy = batch.weight(row); copy > 0; copy--) {
            rows.add(ValueText.row(result.type(), batch, row));
          }
        }
      }
    }
    rows.sort(null);
    return rows;
  }

  /** Returns a number, the only value of a query's only row. */
  long number(String query) {
    String row = rows(query).get(0);
    return Long.parseLong(row.replaceAll("[^0-9-]", ""));
  }

  /** Waits for something that comes by itself. */
  static void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + 20_000_000_000L;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("waited too long: " + what);
      }
      Thread.onSpinWait();
      try {
        Thread.sleep(1);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  @Override
  public void close() {
    session.close();
    database.close();
  }
}
