package io.millrace.shell.session;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** A database that answers each statement as it was told to, and remembers what it was asked. */
public final class FakeDatabase implements DatabaseLink.Connector {
  /** A column of a result, as {@code name} for a text or {@code name:INTEGER}. */
  private record Column(String name, int type) {
    static Column of(String text) {
      int colon = text.indexOf(':');
      try {
        return colon < 0
            ? new Column(text, Types.VARCHAR)
            : new Column(
                text.substring(0, colon),
                Types.class.getField(text.substring(colon + 1)).getInt(null));
      } catch (ReflectiveOperationException e) {
        throw new IllegalArgumentException(text, e);
      }
    }
  }

  /** What a statement comes to. */
  private record Answer(
      List<Column> columns, Object[][] rows, long count, SQLException error, boolean endless) {}

  private final Map<String, Answer> answers = new HashMap<>();
  private final List<String> asked = new ArrayList<>();
  private final CountDownLatch waiting = new CountDownLatch(1);
  private String url;
  private Map<String, String> properties;
  private int open;

  /** Columns are separated by spaces. */
  public FakeDatabase rows(String sql, String columns, Object[]... rows) {
    return answer(sql, new Answer(columns(columns), rows, -1, null, false));
  }

  /** As {@link #rows}, but behind the last row the reader waits until it is cancelled. */
  public FakeDatabase changes(String sql, String columns, Object[]... rows) {
    return answer(sql, new Answer(columns(columns), rows, -1, null, true));
  }

  public FakeDatabase count(String sql, long rows) {
    return answer(sql, new Answer(List.of(), new Object[0][], rows, null, false));
  }

  public FakeDatabase fails(String sql, String state, String message) {
    return answer(
        sql, new Answer(List.of(), new Object[0][], 0, new SQLException(message, state), false));
  }

  private FakeDatabase answer(String sql, Answer answer) {
    answers.put(sql, answer);
    return this;
  }

  private static List<Column> columns(String columns) {
    return Arrays.stream(columns.split(" ")).map(Column::of).toList();
  }

  /** Returns the statements that were run, those of system tables aside. */
  public synchronized List<String> asked() {
    return asked.stream().filter(sql -> !sql.contains("system.")).toList();
  }

  public String url() {
    return url;
  }

  public Map<String, String> properties() {
    return properties;
  }

  /** Returns how many connections are not closed. */
  public synchronized int openConnections() {
    return open;
  }

  /** Returns once a reader waits for the next change. */
  public void awaitReader() throws InterruptedException {
    waiting.await();
  }

  /** Returns a result set that stands before its first row. */
  public static ResultSet resultSet(String columns, Object[]... rows) {
    return resultSet(new Answer(columns(columns), rows, -1, null, false), new Waiter(null));
  }

  @Override
  public synchronized Connection connect(String address, Map<String, String> options) {
    url = address;
    properties = options;
    open++;
    return proxy(
        Connection.class,
        (self, method, arguments) -> {
          switch (method.getName()) {
            case "createStatement":
              return statement();
            case "close":
              synchronized (this) {
                open--;
              }
              return null;
            default:
              throw new AssertionError(method.toString());
          }
        });
  }

  private Statement statement() {
    Waiter waiter = new Waiter(waiting);
    Answer[] current = new Answer[1];
    return proxy(
        Statement.class,
        (self, method, arguments) ->
            switch (method.getName()) {
              case "execute" -> {
                current[0] = run((String) arguments[0]);
                yield !current[0].columns().isEmpty();
              }
              case "executeQuery" -> {
                current[0] = run((String) arguments[0]);
                yield resultSet(current[0], waiter);
              }
              case "getResultSet" -> resultSet(current[0], waiter);
              case "getLargeUpdateCount" -> current[0].count();
              case "getWarnings" -> null;
              case "cancel" -> {
                waiter.cancel();
                yield null;
              }
              case "close" -> null;
              default -> throw new AssertionError(method.toString());
            });
  }

  private synchronized Answer run(String sql) throws SQLException {
    asked.add(sql);
    Answer answer = answers.get(sql);
    if (answer == null) {
      return sql.contains("system.") || sql.contains("information_schema.")
          ? new Answer(columns("name rows:BIGINT"), new Object[0][], -1, null, false)
          : new Answer(List.of(), new Object[0][], 0, null, false);
    } else if (answer.error() != null) {
      throw answer.error();
    }
    return answer;
  }

  /** Where a reader waits for a cancellation. */
  private static final class Waiter {
    private final CountDownLatch reached;
    private final CountDownLatch cancelled = new CountDownLatch(1);

    Waiter(CountDownLatch reached) {
      this.reached = reached;
    }

    void cancel() {
      cancelled.countDown();
    }

    boolean await() throws SQLException, InterruptedException {
      reached.countDown();
      cancelled.await();
      throw new SQLTimeoutException("statement cancelled", "57014");
    }
  }

  private static ResultSet resultSet(Answer answer, Waiter waiter) {
    int[] at = {-1};
    return proxy(
        ResultSet.class,
        (self, method, arguments) ->
            switch (method.getName()) {
              case "next" -> ++at[0] < answer.rows().length || answer.endless() && waiter.await();
              case "getString" -> {
                Object value = answer.rows()[at[0]][(int) arguments[0] - 1];
                yield value == null ? null : value.toString();
              }
              case "getObject" -> answer.rows()[at[0]][(int) arguments[0] - 1];
              case "getLong" -> ((Number) answer.rows()[at[0]][(int) arguments[0] - 1]).longValue();
              case "getMetaData" -> metaData(answer.columns());
              case "close" -> null;
              default -> throw new AssertionError(method.toString());
            });
  }

  private static ResultSetMetaData metaData(List<Column> columns) {
    return proxy(
        ResultSetMetaData.class,
        (self, method, arguments) ->
            switch (method.getName()) {
              case "getColumnCount" -> columns.size();
              case "getColumnLabel" -> columns.get((int) arguments[0] - 1).name();
              case "getColumnType" -> columns.get((int) arguments[0] - 1).type();
              default -> throw new AssertionError(method.toString());
            });
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  /** Returns a row; spares tests an array of arrays. */
  public static Object[] row(Object... values) {
    return values;
  }
}
