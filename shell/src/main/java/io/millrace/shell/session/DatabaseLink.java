package io.millrace.shell.session;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * The connections to one database: the one that runs the user's statements, which is made while
 * other things start, and one that looks at the catalog and at progress meanwhile.
 */
public final class DatabaseLink implements AutoCloseable {
  /** Makes connections; the driver manager but in tests. */
  @FunctionalInterface
  public interface Connector {
    Connection connect(String url, Map<String, String> properties) throws SQLException;
  }

  /** Something that is read from the database. */
  @FunctionalInterface
  public interface Look<T> {
    T at(Connection connection) throws SQLException;
  }

  private final Connector connector;
  private final String url;
  private final Map<String, String> properties;
  private final FutureTask<Connection> main;
  private Connection aside;
  private boolean closed;

  private DatabaseLink(Connector connector, String url, Map<String, String> properties) {
    this.connector = connector;
    this.url = url;
    this.properties = Map.copyOf(properties);
    this.main = new FutureTask<>(() -> connector.connect(url, properties));
  }

  /** Begins to connect, and returns at once. */
  public static DatabaseLink open(Connector connector, String url, Map<String, String> properties) {
    DatabaseLink link = new DatabaseLink(connector, url, properties);
    Thread thread = new Thread(link.main, "millrace-connect");
    thread.setDaemon(true);
    thread.start();
    return link;
  }

  /**
   * Returns the connection of the user's statements, and waits until it is there.
   *
   * @throws SQLException when it could not be made
   */
  public Connection connection() throws SQLException {
    try {
      return main.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SQLException error) {
        throw error;
      }
      throw new SQLException(
          "the database cannot be opened: " + e.getCause(), "08001", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLException("interrupted while connecting", "57014", e);
    }
  }

  /**
   * Looks at something by a second connection, so that a statement that runs is not disturbed; one
   * look at a time.
   */
  public <T> T aside(Look<T> look) throws SQLException {
    connection();
    synchronized (this) {
      if (closed) {
        throw new SQLException("the shell is closing", "08003");
      }
      if (aside == null) {
        aside = connector.connect(url, properties);
      }
      return look.at(aside);
    }
  }

  /** Returns one more connection, which the caller closes. */
  public Connection another() throws SQLException {
    connection();
    return connector.connect(url, properties);
  }

  /** Lets go of the database, which waits until all that was acknowledged is durable. */
  @Override
  public void close() throws SQLException {
    Connection second;
    synchronized (this) {
      closed = true;
      second = aside;
      aside = null;
    }
    try {
      if (second != null) {
        second.close();
      }
    } finally {
      connection().close();
    }
  }
}
