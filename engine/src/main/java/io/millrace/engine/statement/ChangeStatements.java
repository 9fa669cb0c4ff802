package io.millrace.engine.statement;

import io.millrace.batch.Batch;
import io.millrace.batch.BatchBuilder;
import io.millrace.engine.catalog.CatalogObject;
import io.millrace.engine.catalog.CatalogObject.TableObject;
import io.millrace.engine.catalog.TableSpec;
import io.millrace.engine.flow.Flow;
import io.millrace.engine.flow.Intake;
import io.millrace.engine.result.Result;
import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.operator.UpsertOperator;
import io.millrace.parser.statement.Change;
import io.millrace.parser.statement.QualifiedName;
import io.millrace.planner.PlannedQuery;
import io.millrace.planner.QueryPlanner;
import io.millrace.planner.RowScope;
import io.millrace.planner.TableTarget;
import io.millrace.planner.catalog.Relation.TableRelation;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** INSERT, UPDATE, DELETE, TRUNCATE and COPY … FROM. */
final class ChangeStatements {
  private final Engine engine;
  private final Path directory;
  private final Names names;
  private final SessionCatalog catalog;
  private final QueryPlanner planner;
  private final QueryRunner runner;

  ChangeStatements(
      Engine engine,
      Path directory,
      Names names,
      SessionCatalog catalog,
      QueryPlanner planner,
      QueryRunner runner) {
    this.engine = engine;
    this.directory = directory;
    this.names = names;
    this.catalog = catalog;
    this.planner = planner;
    this.runner = runner;
  }

  Result execute(Change change) {
    if (change instanceof Change.Insert insert) {
      return insert(insert, "INSERT");
    } else if (change instanceof Change.Update update) {
      return update(update);
    } else if (change instanceof Change.Delete delete) {
      return delete(delete);
    } else if (change instanceof Change.Truncate truncate) {
      return truncate(truncate);
    } else if (change instanceof Change.CopyFrom copy) {
      TableObject table = table(copy.table());
      CopyStatements copies = new CopyStatements(engine, directory, catalog);
      return insert(copies.from(copy, table.spec()), "COPY");
    }
    throw Errors.notSupported(kind(change), change.position());
  }

  private static String kind(Change change) {
    if (change instanceof Change.Merge) {
      return "MERGE INTO";
    } else if (change instanceof Change.Optimize) {
      return "OPTIMIZE";
    } else if (change instanceof Change.Vacuum) {
      return "VACUUM";
    }
    return "RESTORE TABLE";
  }

  private TableObject table(QualifiedName name) {
    CatalogObject object = names.require(name, "table");
    if (object instanceof TableObject table) {
      return table;
    }
    throw Errors.wrongKind(object, "table; only tables can be changed", name.position());
  }

  private static TableTarget target(TableObject table, boolean withStoredColumns) {
    TableSpec spec = table.spec();
    List<TableTarget.Column> columns = new ArrayList<>();
    for (int i = 0; i < spec.columns().size(); i++) {
      TableSpec.Column column = spec.columns().get(i);
      columns.add(
          new TableTarget.Column(
              spec.type().field(i), column.defaultValue(), column.generatedAs()));
    }
    TableRelation relation = SessionCatalog.relation(table);
    if (withStoredColumns && spec.watermark().isPresent()) {
      Field hidden = Field.required(TableSpec.WATERMARK_COLUMN, Type.BIGINT);
      columns.add(new TableTarget.Column(hidden, Optional.empty(), Optional.empty()));
      relation =
          new TableRelation(
              relation.path(),
              relation.identity(),
              relation.type().concat(RowType.of(hidden)),
              relation.insertOnly(),
              relation.keys(),
              Optional.empty(),
              relation.handle());
    }
    return new TableTarget(relation, columns);
  }

  private Result insert(Change.Insert insert, String operation) {
    TableObject table = table(insert.table());
    PlannedQuery query = planner.planInsert(insert, target(table, false));
    Insertion insertion = insertion(table, insert.onConflict(), operation);
    runner.awaitViews(catalog.objectsRead());
    List<Batch> rows = runner.snapshot(query);
    if (rows.isEmpty()) {
      return new Result.Count(operation, 0);
    }
    Batch batch = BatchBuilder.concat(query.type(), rows);
    long[] changed = new long[1];
    commit(
        RowPlaces.of(insert),
        change -> {
          Intake.Report report = engine.flow().report(table.table());
          Batch checked = table.table().complete(batch, report);
          if (!checked.isEmpty()) {
            changed[0] = insertion.apply(change, checked, report);
          }
        });
    return new Result.Count(operation, changed[0]);
  }

  /** Commits a change; where a row of it is refused, the error has its place in the statement. */
  private void commit(RowPlaces places, Consumer<Flow.Change> body) {
    engine
        .flow()
        .commit(
            change ->
                places.place(
                    () -> {
                      body.accept(change);
                      return null;
                    }),
            epoch -> {});
  }

  /** How complete rows go into a table; returns how many did. */
  @FunctionalInterface
  private interface Insertion {
    long apply(Flow.Change change, Batch rows, Intake.Report report);
  }

  private Insertion insertion(
      TableObject table, Optional<Change.OnConflict> given, String operation) {
    if (given.isEmpty()) {
      return (change, rows, report) ->
          change.apply(table.table(), rows, UpsertOperator.Mode.ERROR, operation);
    }
    Change.OnConflict conflict = given.get();
    checkConflict(table, conflict);
    if (conflict.doNothing()) {
      return (change, rows, report) ->
          change.apply(table.table(), rows, UpsertOperator.Mode.IGNORE, operation);
    }
    TableTarget target = target(table, true);
    RowScope scope = QueryPlanner.conflictScope(target);
    ConflictUpdate update =
        new ConflictUpdate(
            table.table(),
            table.spec().primaryKey().stream().mapToInt(i -> i).toArray(),
            RowPlaces.of(conflict),
            planner.planConflict(conflict, target).transform().get(),
            conflict.where().map(where -> planner.condition(where, scope).get()));
    return (change, rows, report) -> {
      ConflictUpdate.Outcome outcome = update.of(rows, report);
      change.apply(table.table(), outcome.delta(), UpsertOperator.Mode.ERROR, operation);
      return outcome.rows();
    };
  }

  private static void checkConflict(TableObject table, Change.OnConflict conflict) {
    if (table.spec().primaryKey().isEmpty()) {
      throw new MillraceException(
          ErrorCode.INVALID_DEFINITION,
          "ON CONFLICT needs a PRIMARY KEY; '" + table.name() + "' has none",
          Errors.at(conflict.position()));
    }
    List<String> key =
        table.spec().primaryKey().stream().map(i -> table.columns().field(i).name()).toList();
    boolean same =
        (conflict.columns().isEmpty() && conflict.doNothing())
            || (conflict.columns().size() == key.size()
                && conflict.columns().stream()
                    .allMatch(column -> key.stream().anyMatch(column::matches)));
    if (!same) {
      throw new MillraceException(
          ErrorCode.INVALID_DEFINITION,
          conflict.columns().isEmpty()
              ? "ON CONFLICT DO UPDATE needs the columns of the PRIMARY KEY: ON CONFLICT ("
                  + String.join(", ", key)
                  + ")"
              : "ON CONFLICT names other columns than the PRIMARY KEY ("
                  + String.join(", ", key)
                  + ")",
          Errors.at(conflict.position()));
    }
  }

  private Result update(Change.Update update) {
    TableObject table = table(update.table());
    for (Change.Assignment assignment : update.assignments()) {
      if (table.columns().indexOf(assignment.column().name()) < 0) {
        throw Errors.undefinedColumn(
            assignment.column().name(), table.name(), assignment.column().position());
      }
    }
    TableTarget target = target(table, true);
    PlannedQuery query = planner.planUpdate(update, target);
    runner.awaitViews(catalog.objectsRead());
    long[] changed = new long[1];
    commit(
        RowPlaces.of(update),
        change -> {
          Batch both = run(query, table, update.table());
          if (both.isEmpty()) {
            return;
          }
          int width = target.columns().size();
          Batch old = both.select(IntStream.range(0, width).toArray());
          Batch now =
              table
                  .table()
                  .check(
                      both.select(IntStream.range(width, 2 * width).toArray()),
                      engine.flow().report(table.table()));
          RowType type = target.type();
          Batch delta = BatchBuilder.concat(type, List.of(old.negate(), now));
          change.apply(table.table(), delta, UpsertOperator.Mode.ERROR, "UPDATE");
          changed[0] = total(both);
        });
    return new Result.Count("UPDATE", changed[0]);
  }

  private Result delete(Change.Delete delete) {
    TableObject table = table(delete.table());
    PlannedQuery query = planner.planDelete(delete, target(table, true));
    runner.awaitViews(catalog.objectsRead());
    long[] changed = new long[1];
    engine
        .flow()
        .commit(
            change -> {
              Batch rows = run(query, table, delete.table());
              if (!rows.isEmpty()) {
                change.apply(table.table(), rows.negate(), UpsertOperator.Mode.ERROR, "DELETE");
                changed[0] = total(rows);
              }
            },
            epoch -> {});
    return new Result.Count("DELETE", changed[0]);
  }

  /**
   * Runs a query under the lock, where the present moment is the latest there is, and the table
   * still the one that the query was planned for.
   */
  private Batch run(PlannedQuery query, TableObject table, QualifiedName name) {
    if (!table(name).equals(table)) {
      throw new MillraceException(
          ErrorCode.UNDEFINED_TABLE,
          "table '" + table.name() + "' was dropped meanwhile",
          Errors.at(name.position()));
    }
    engine.flow().publishNow();
    List<Batch> rows = runner.snapshot(query);
    return rows.isEmpty()
        ? BatchBuilder.empty(query.type())
        : BatchBuilder.concat(query.type(), rows);
  }

  private Result truncate(Change.Truncate truncate) {
    TableObject table = table(truncate.table());
    RowType type = table.table().dataset().type();
    int[] columns = IntStream.range(0, type.size()).toArray();
    engine
        .flow()
        .commit(
            change -> {
              List<Batch> all = new ArrayList<>();
              table.table().dataset().readPoint().scan(columns, all::add);
              if (!all.isEmpty()) {
                change.apply(
                    table.table(),
                    BatchBuilder.concat(type, all).negate(),
                    UpsertOperator.Mode.ERROR,
                    "TRUNCATE");
              }
            },
            epoch -> {});
    return new Result.Done("TRUNCATE TABLE");
  }

  private static long total(Batch rows) {
    return rows.weights() == null
        ? rows.size()
        : Arrays.stream(rows.weights(), 0, rows.size()).map(Math::abs).sum();
  }
}
