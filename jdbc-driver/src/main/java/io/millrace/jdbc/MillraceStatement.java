package io.millrace.jdbc;

import java.sql.SQLException;
import java.sql.SQLWarning;
import org.apache.calcite.avatica.AvaticaStatement;
import org.apache.calcite.avatica.Meta;

/** A statement whose text comes with each execution. */
final class MillraceStatement extends AvaticaStatement {
  private final Execution execution;

  MillraceStatement(
      MillraceConnection connection,
      Meta.StatementHandle handle,
      int resultSetType,
      int resultSetConcurrency,
      int resultSetHoldability) {
    super(connection, handle, resultSetType, resultSetConcurrency, resultSetHoldability);
    this.execution = new Execution(connection);
  }

  @Override
  protected void executeInternal(String sql) throws SQLException {
    closeOpenResultSet();
    cancelFlag.set(false);
    updateCount = -1;
    MillraceConnection owner = (MillraceConnection) connection;
    Execution.Outcome outcome =
        execution.run(
            this, sql, getQueryTimeout(), maxRowCount, () -> owner.session().execute(sql));
    setSignature(outcome.signature());
    updateCount = outcome.updateCount();
    openResultSet = outcome.resultSet();
  }

  private void closeOpenResultSet() {
    if (openResultSet != null) {
      openResultSet.close();
      openResultSet = null;
    }
  }

  @Override
  public SQLWarning getWarnings() throws SQLException {
    checkOpen();
    return execution.warnings();
  }

  @Override
  public void clearWarnings() throws SQLException {
    checkOpen();
    execution.clearWarnings();
  }

  /** Does not wait for the running statement, as the inherited one would. */
  @Override
  @SuppressWarnings("UnsynchronizedOverridesSynchronized")
  public void cancel() {
    execution.cancel();
  }
}
