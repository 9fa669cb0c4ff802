package io.millrace.jdbc;

import io.millrace.engine.Session;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.apache.calcite.avatica.AvaticaConnection;
import org.apache.calcite.avatica.AvaticaFactory;
import org.apache.calcite.avatica.DriverVersion;
import org.apache.calcite.avatica.Meta;
import org.apache.calcite.avatica.UnregisteredDriver;

/**
 * The JDBC driver of Millrace, embedded: the database runs in this process.
 *
 * <p>{@code jdbc:millrace:DIRECTORY} opens the database in a directory and makes it if need be;
 * {@code jdbc:millrace::memory:} one that goes with the connection. Options follow as {@code
 * ?workers=2&epoch.interval=500ms} or as properties. Connections of one process to one directory
 * share the database; a second process is refused.
 */
public final class MillraceDriver extends UnregisteredDriver {
  static {
    new MillraceDriver().register();
  }

  /** Made by the driver manager. */
  public MillraceDriver() {}

  @Override
  protected AvaticaFactory createFactory() {
    return new MillraceFactory();
  }

  @Override
  protected String getConnectStringPrefix() {
    return JdbcUrl.PREFIX;
  }

  @Override
  protected DriverVersion createDriverVersion() {
    return new DriverVersion(
        "Millrace JDBC Driver", "0.1.0", "Millrace", "0.1.0", false, 0, 1, 0, 1);
  }

  @Override
  public Connection connect(String url, Properties info) throws SQLException {
    if (!acceptsURL(url)) {
      return null;
    }
    OpenDatabases.Lease lease = null;
    try {
      JdbcUrl parsed = JdbcUrl.parse(url, info);
      lease = OpenDatabases.open(parsed.options(), parsed.memoryName());
      Session session = lease.database().session();
      return new MillraceConnection(this, factory, url, info, lease, session);
    } catch (RuntimeException e) {
      if (lease != null) {
        lease.close();
      }
      throw JdbcErrors.of(e);
    }
  }

  @Override
  public Meta createMeta(AvaticaConnection connection) {
    return new MillraceMeta(connection);
  }
}
