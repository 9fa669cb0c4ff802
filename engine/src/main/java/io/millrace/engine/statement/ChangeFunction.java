package io.millrace.engine.statement;

import io.millrace.batch.Batch;
import io.millrace.batch.BatchBuilder;
import io.millrace.batch.BytesBuilder;
import io.millrace.batch.LongBuilder;
import io.millrace.engine.catalog.CatalogObject;
import io.millrace.engine.catalog.CatalogObject.MaterializedViewObject;
import io.millrace.engine.catalog.CatalogObject.TableObject;
import io.millrace.engine.flow.Flow;
import io.millrace.engine.flow.StoredDataset;
import io.millrace.engine.flow.UpdatePairs;
import io.millrace.engine.flow.VirtualDataset;
import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.lake.LakeTable;
import io.millrace.lake.TableChanges;
import io.millrace.lake.TableVersion;
import io.millrace.parser.StatementParser;
import io.millrace.parser.statement.Looking;
import io.millrace.parser.statement.QualifiedName;
import io.millrace.parser.text.SyntaxException;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import io.millrace.zset.Consolidator;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * {@code table_changes('t', first [, last])}: what each version of a table or materialized view
 * changed, as Databricks' change data feed shows it.
 */
final class ChangeFunction {
  private static final String NAME = "table_changes";

  private static final List<Field> ADDED =
      List.of(
          Field.required("_change_type", Type.VARCHAR),
          Field.required("_commit_version", Type.BIGINT),
          Field.required("_commit_timestamp", Type.TIMESTAMPTZ));

  private final Flow flow;
  private final Names names;
  private final TimestampText timestamps;

  ChangeFunction(Flow flow, Names names, TimestampText timestamps) {
    this.flow = flow;
    this.names = names;
    this.timestamps = timestamps;
  }

  /** The changes of an object. */
  record Found(CatalogObject object, VirtualDataset rows) {}

  /** Returns what the function returns, or empty where it is another function. */
  Optional<Found> call(String function, List<Object> arguments) {
    if (!function.equalsIgnoreCase(NAME)) {
      return Optional.empty();
    }
    if (arguments.size() < 2
        || arguments.size() > 3
        || !(arguments.get(0) instanceof String table)) {
      throw invalid(
          "table_changes takes a table's name and the first and last version (numbers, or"
              + " timestamps as texts), such as table_changes('t', 3, 7); the last may be left out");
    }
    CatalogObject object = object(name(table));
    StoredDataset stored = stored(object);
    List<Field> fields = new ArrayList<>(object.columns().fields());
    for (Field added : ADDED) {
      if (object.columns().indexOf(added.name()) >= 0) {
        throw new MillraceException(
            ErrorCode.DUPLICATE_COLUMN,
            "'" + object.name() + "' has a column '" + added.name() + "' of its own");
      }
      fields.add(added);
    }
    LakeTable lake = stored.lake();
    long first = first(lake, arguments.get(1));
    long last = arguments.size() == 3 ? last(lake, arguments.get(2)) : lake.version();
    if (first > last) {
      throw invalid(
          "table_changes was asked for versions " + first + " to " + last + ", which are none");
    }
    // Versions that are not there are refused now, not when rows are asked for.
    lake.snapshot(first);
    lake.snapshot(last);
    RowType type = new RowType(fields);
    int[] key = key(object);
    String title = "table_changes('" + object.name() + "', " + first + ", " + last + ")";
    return Optional.of(
        new Found(
            object,
            new VirtualDataset(
                title,
                type,
                (columns, take) -> scan(lake, type, key, first, last, columns, take))));
  }

  /** The name stands in a text: an error's place is that of the call, which the planner adds. */
  private CatalogObject object(QualifiedName name) {
    try {
      return names.require(name, "table");
    } catch (MillraceException e) {
      throw new MillraceException(e.code(), e.getMessage(), e);
    }
  }

  private static MillraceException invalid(String message) {
    return new MillraceException(ErrorCode.INVALID_PARAMETER_VALUE, message);
  }

  private static QualifiedName name(String text) {
    try {
      if (StatementParser.parse("DESCRIBE " + text) instanceof Looking.Describe describe
          && !describe.extended()) {
        return describe.name();
      }
    } catch (SyntaxException e) {
      throw new MillraceException(
          ErrorCode.INVALID_PARAMETER_VALUE, "'" + text + "' is no table's name", e);
    }
    throw invalid("'" + text + "' is no table's name");
  }

  private StoredDataset stored(CatalogObject object) {
    if (object instanceof TableObject table) {
      return table.table().dataset();
    } else if (object instanceof MaterializedViewObject view) {
      flow.awaitFilled(view.pipeline());
      return view.contents();
    }
    throw new MillraceException(
        ErrorCode.WRONG_OBJECT_TYPE,
        "'"
            + object.name()
            + "' is a "
            + Errors.kind(object)
            + ", which has no versions; tables and materialized views have");
  }

  private static int[] key(CatalogObject object) {
    if (object instanceof TableObject table) {
      List<Integer> key = table.spec().primaryKey();
      return key.isEmpty() ? null : key.stream().mapToInt(i -> i).toArray();
    }
    return ((MaterializedViewObject) object)
        .keys().stream().min((a, b) -> Integer.compare(a.length, b.length)).orElse(null);
  }

  /** Returns a version's number; of a moment, the first version committed then or later. */
  private long first(LakeTable lake, Object argument) {
    if (argument instanceof Long version) {
      return version;
    }
    Instant moment = moment(argument);
    return lake.history().stream()
        .filter(version -> !version.timestamp().isBefore(moment))
        .mapToLong(TableVersion::version)
        .findFirst()
        .orElseThrow(
            () ->
                new MillraceException(
                    ErrorCode.UNDEFINED_VERSION,
                    "there is no version of '" + argument + "' or later"));
  }

  /** Returns a version's number; of a moment, the last version committed by then. */
  private long last(LakeTable lake, Object argument) {
    return argument instanceof Long version
        ? version
        : lake.snapshotAsOf(moment(argument)).version();
  }

  private Instant moment(Object argument) {
    if (argument instanceof String text) {
      return timestamps.parse(text);
    }
    throw invalid(
        "table_changes takes versions as whole numbers or as timestamps, such as"
            + " '2026-01-31 12:00:00', not "
            + argument);
  }

  private static void scan(
      LakeTable lake,
      RowType type,
      int[] key,
      long first,
      long last,
      int[] columns,
      Consumer<Batch> take) {
    int width = type.size() - ADDED.size();
    int[] shown = IntStream.range(0, width).toArray();
    RowType rows = type.select(shown);
    UpdatePairs updates = new UpdatePairs(key);
    try (TableChanges changes = lake.changes(first - 1, last)) {
      while (changes.nextVersion()) {
        List<Batch> deltas = new ArrayList<>();
        for (Batch delta = changes.next(); delta != null; delta = changes.next()) {
          deltas.add(delta.select(shown));
        }
        if (!deltas.isEmpty()) {
          Batch delta = Consolidator.consolidate(BatchBuilder.concat(rows, deltas));
          Batch labelled =
              labelled(type, delta, updates.of(delta), changes.version(), changes.timestamp());
          take.accept(labelled.select(columns));
        }
      }
    }
  }

  private static Batch labelled(
      RowType type, Batch delta, int[] partner, long version, Instant timestamp) {
    BatchBuilder builder = new BatchBuilder(type, delta.size());
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, timestamp);
    int width = type.size() - ADDED.size();
    for (int row = 0; row < delta.size(); row++) {
      boolean comes = delta.weight(row) > 0;
      boolean update = partner[row] != UpdatePairs.NONE;
      String word =
          update ? (comes ? "update_postimage" : "update_preimage") : (comes ? "insert" : "delete");
      for (int i = 0; i < width; i++) {
        builder.column(i).append(delta.column(i), row);
      }
      ((BytesBuilder) builder.column(width)).appendText(word);
      ((LongBuilder) builder.column(width + 1)).appendLong(version);
      ((LongBuilder) builder.column(width + 2)).appendLong(micros);
      builder.endRow(Math.abs(delta.weight(row)));
    }
    return builder.build();
  }
}
