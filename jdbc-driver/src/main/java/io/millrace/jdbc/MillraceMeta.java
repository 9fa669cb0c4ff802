package io.millrace.jdbc;

import io.millrace.batch.Batch;
import io.millrace.engine.Session;
import io.millrace.engine.result.Result;
import io.millrace.type.RowType;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.calcite.avatica.AvaticaConnection;
import org.apache.calcite.avatica.MetaImpl;
import org.apache.calcite.avatica.QueryState;
import org.apache.calcite.avatica.remote.TypedValue;

/**
 * Metadata of tables, columns, keys and types, from {@code information_schema}. Statements do not
 * pass here; they go to the session directly.
 */
final class MillraceMeta extends MetaImpl {

  MillraceMeta(AvaticaConnection connection) {
    super(connection);
    connProps
        .setAutoCommit(true)
        .setReadOnly(false)
        .setTransactionIsolation(Connection.TRANSACTION_NONE);
    connProps.setDirty(false);
  }

  private Session session() {
    return ((MillraceConnection) connection).session();
  }

  // ---- Statements ----

  @Override
  public StatementHandle prepare(ConnectionHandle handle, String sql, long maxRowCount) {
    StatementHandle statement = createStatement(handle);
    statement.signature = JdbcTypes.noRows(sql);
    return statement;
  }

  @Override
  public void closeStatement(StatementHandle handle) {
    // A statement holds nothing but its result set, which closes itself.
  }

  private static IllegalStateException notHere() {
    return new IllegalStateException("statements run in their session");
  }

  @Override
  @Deprecated
  public ExecuteResult prepareAndExecute(
      StatementHandle handle, String sql, long maxRowCount, PrepareCallback callback) {
    throw notHere();
  }

  @Override
  public ExecuteResult prepareAndExecute(
      StatementHandle handle,
      String sql,
      long maxRowCount,
      int maxRowsInFirstFrame,
      PrepareCallback callback) {
    throw notHere();
  }

  @Override
  public ExecuteBatchResult prepareAndExecuteBatch(StatementHandle handle, List<String> commands) {
    long[] counts = new long[commands.size()];
    for (int i = 0; i < counts.length; i++) {
      counts[i] =
          session().execute(commands.get(i)) instanceof Result.Count changed ? changed.rows() : 0;
    }
    return new ExecuteBatchResult(counts);
  }

  @Override
  public ExecuteBatchResult executeBatch(
      StatementHandle handle, List<List<TypedValue>> parameterValues) {
    throw notHere();
  }

  @Override
  public Frame fetch(StatementHandle handle, long offset, int fetchMaxRowCount) {
    throw notHere();
  }

  @Override
  @Deprecated
  public ExecuteResult execute(
      StatementHandle handle, List<TypedValue> parameterValues, long maxRowCount) {
    throw notHere();
  }

  @Override
  public ExecuteResult execute(
      StatementHandle handle, List<TypedValue> parameterValues, int maxRowsInFirstFrame) {
    throw notHere();
  }

  @Override
  public boolean syncResults(StatementHandle handle, QueryState state, long offset) {
    throw notHere();
  }

  @Override
  public void commit(ConnectionHandle handle) {
    // Every statement has committed by itself.
  }

  @Override
  public void rollback(ConnectionHandle handle) {
    throw new UnsupportedOperationException("every statement has committed by itself");
  }

  // ---- Metadata ----

  @Override
  public Map<DatabaseProperty, Object> getDatabaseProperties(ConnectionHandle handle) {
    return Map.of();
  }

  /** Runs a query of ours and returns its rows as Java values. */
  private List<Object[]> query(String sql) {
    Result.Rows result = (Result.Rows) session().execute(sql);
    List<Object[]> rows = new ArrayList<>();
    RowType type = result.type();
    for (Batch batch = result.cursor().next(); batch != null; batch = result.cursor().next()) {
      for (int row = 0; row < batch.size(); row++) {
        Object[] values = new Object[type.size()];
        for (int i = 0; i < values.length; i++) {
          values[i] = JdbcValues.of(type.type(i), batch.column(i), row);
        }
        rows.add(values);
      }
    }
    return rows;
  }

  private static String like(String column, Pat pattern) {
    return pattern.s == null
        ? ""
        : " AND UPPER("
            + column
            + ") LIKE "
            + literal(pattern.s.toUpperCase(Locale.ROOT))
            + " ESCAPE '\\'";
  }

  private static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  private MetaResultSet result(Class<?> row, List<Object[]> rows) {
    List<Object> objects = new ArrayList<>(rows);
    return createResultSet(
        Map.of(), fieldMetaData(row).columns, CursorFactory.ARRAY, Frame.create(0, true, objects));
  }

  @Override
  public MetaResultSet getCatalogs(ConnectionHandle handle) {
    return result(MetaCatalog.class, List.<Object[]>of(new Object[] {"millrace"}));
  }

  @Override
  public MetaResultSet getSchemas(ConnectionHandle handle, String catalog, Pat schema) {
    return result(
        MetaSchema.class,
        query(
            "SELECT schema_name, catalog_name FROM information_schema.schemata WHERE TRUE"
                + like("schema_name", schema)
                + " ORDER BY 1"));
  }

  @Override
  public MetaResultSet getTableTypes(ConnectionHandle handle) {
    List<Object[]> rows = new ArrayList<>();
    for (String type : List.of("MATERIALIZED VIEW", "STREAM", "TABLE", "VIEW")) {
      rows.add(new Object[] {type});
    }
    return result(MetaTableType.class, rows);
  }

  @Override
  public MetaResultSet getTables(
      ConnectionHandle handle, String catalog, Pat schema, Pat table, List<String> types) {
    List<Object[]> rows = new ArrayList<>();
    for (Object[] found :
        query(
            "SELECT table_catalog, table_schema, table_name, CASE table_type WHEN 'BASE TABLE'"
                + " THEN 'TABLE' ELSE table_type END AS kind FROM information_schema.tables WHERE"
                + " TRUE"
                + like("table_schema", schema)
                + like("table_name", table)
                + " ORDER BY kind, table_schema, table_name")) {
      if (types == null || types.contains(found[3])) {
        rows.add(Arrays.copyOf(found, 10));
      }
    }
    return result(MetaTable.class, rows);
  }

  @Override
  public MetaResultSet getColumns(
      ConnectionHandle handle, String catalog, Pat schema, Pat table, Pat column) {
    return result(MetaColumn.class, new ColumnRows(session()).rows(schema, table, column));
  }

  @Override
  public MetaResultSet getPrimaryKeys(
      ConnectionHandle handle, String catalog, String schema, String table) {
    return result(
        MetaPrimaryKey.class,
        query(
            "SELECT table_catalog, table_schema, table_name, column_name,"
                + " CAST(ordinal_position AS SMALLINT), constraint_name FROM"
                + " information_schema.key_column_usage WHERE TRUE"
                + like("table_schema", Pat.of(schema))
                + like("table_name", Pat.of(table))
                + " ORDER BY column_name"));
  }

  @Override
  public MetaResultSet getTypeInfo(ConnectionHandle handle) {
    return result(MetaTypeInfo.class, TypeRows.rows());
  }
}
