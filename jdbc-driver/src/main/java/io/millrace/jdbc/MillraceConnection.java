package io.millrace.jdbc;

import io.millrace.engine.Session;
import java.sql.SQLException;
import java.util.Properties;
import java.util.TimeZone;
import org.apache.calcite.avatica.AvaticaConnection;
import org.apache.calcite.avatica.AvaticaFactory;
import org.apache.calcite.avatica.UnregisteredDriver;

/**
 * A connection: one session of a database that it holds open. Every statement commits by itself.
 */
final class MillraceConnection extends AvaticaConnection {
  private final OpenDatabases.Lease lease;
  private final Session session;

  MillraceConnection(
      UnregisteredDriver driver,
      AvaticaFactory factory,
      String url,
      Properties info,
      OpenDatabases.Lease lease,
      Session session) {
    super(driver, factory, url, info);
    this.lease = lease;
    this.session = session;
  }

  Session session() {
    return session;
  }

  @Override
  public TimeZone getTimeZone() {
    return TimeZone.getDefault();
  }

  @Override
  public void setAutoCommit(boolean autoCommit) throws SQLException {
    if (!autoCommit) {
      throw JdbcErrors.notSupported("a transaction of several statements (autocommit off)");
    }
  }

  @Override
  public boolean getAutoCommit() {
    return true;
  }

  @Override
  public boolean isValid(int timeout) throws SQLException {
    return !isClosed();
  }

  @Override
  public void close() throws SQLException {
    if (isClosed()) {
      return;
    }
    try (OpenDatabases.Lease held = lease) {
      session.close();
      super.close();
      assert held.database() != null;
    } catch (RuntimeException e) {
      throw JdbcErrors.of(e);
    }
  }
}
