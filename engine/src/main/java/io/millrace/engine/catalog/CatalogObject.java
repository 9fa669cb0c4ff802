package io.millrace.engine.catalog;

import io.millrace.engine.flow.Pipeline;
import io.millrace.engine.flow.StoredDataset;
import io.millrace.engine.flow.StoredTable;
import io.millrace.engine.flow.StreamDataset;
import io.millrace.parser.embedded.EmbeddedSql;
import io.millrace.parser.statement.ObjectKind;
import io.millrace.type.RowType;
import java.util.List;
import java.util.Set;

/** Something that has a name: a table, a stream, a view, a sink. */
public sealed interface CatalogObject {

  /** Returns what names it in the store and its folder; never used again, even after a drop. */
  String id();

  ObjectName name();

  /** Returns the statement that makes it, as SHOW CREATE shows it. */
  String definition();

  ObjectKind kind();

  /** Returns its columns, as a query sees them. */
  RowType columns();

  /** Returns the objects that its query reads. */
  default Set<ObjectName> reads() {
    return Set.of();
  }

  record TableObject(
      String id, ObjectName name, String definition, TableSpec spec, StoredTable table)
      implements CatalogObject {
    @Override
    public ObjectKind kind() {
      return ObjectKind.TABLE;
    }

    @Override
    public RowType columns() {
      return spec.type();
    }
  }

  record StreamObject(
      String id, ObjectName name, String definition, TableSpec spec, StreamDataset dataset)
      implements CatalogObject {
    @Override
    public ObjectKind kind() {
      return ObjectKind.STREAM;
    }

    @Override
    public RowType columns() {
      return spec.type();
    }
  }

  /** A name for a query; {@code schema} is where its bare names are looked up. */
  record ViewObject(
      String id,
      ObjectName name,
      String definition,
      RowType columns,
      EmbeddedSql query,
      String schema,
      Set<ObjectName> reads)
      implements CatalogObject {
    /** Returns the same view under the id it had before. */
    public ViewObject withId(String former) {
      return new ViewObject(former, name, definition, columns, query, schema, reads);
    }

    @Override
    public ObjectKind kind() {
      return ObjectKind.VIEW;
    }
  }

  /**
   * A query kept up to date.
   *
   * @param keys the unique keys of its rows
   * @param insertOnly whether its rows never change or go
   */
  record MaterializedViewObject(
      String id,
      ObjectName name,
      String definition,
      RowType columns,
      List<int[]> keys,
      boolean insertOnly,
      Pipeline pipeline,
      StoredDataset contents,
      Set<ObjectName> reads)
      implements CatalogObject {
    @Override
    public ObjectKind kind() {
      return ObjectKind.MATERIALIZED_VIEW;
    }
  }

  record SinkObject(
      String id,
      ObjectName name,
      String definition,
      RowType columns,
      Pipeline pipeline,
      Set<ObjectName> reads)
      implements CatalogObject {
    @Override
    public ObjectKind kind() {
      return ObjectKind.SINK;
    }
  }
}
