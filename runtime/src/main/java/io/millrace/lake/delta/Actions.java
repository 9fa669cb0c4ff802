package io.millrace.lake.delta;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.internal.actions.AddFile;
import io.delta.kernel.internal.actions.CommitInfo;
import io.delta.kernel.internal.actions.DeletionVectorDescriptor;
import io.delta.kernel.internal.actions.RemoveFile;
import io.delta.kernel.internal.actions.SetTransaction;
import io.delta.kernel.internal.actions.SingleAction;
import io.delta.kernel.internal.data.GenericRow;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.internal.util.VectorUtils;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.FileStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The log's actions as our records, and our records as actions. */
final class Actions {
  private static final JsonFactory JSON = new JsonFactory();
  private static final StructType COMMIT_SCHEMA =
      new StructType()
          .add("commitInfo", CommitInfo.FULL_SCHEMA)
          .add("txn", SetTransaction.FULL_SCHEMA)
          .add("add", AddFile.FULL_SCHEMA)
          .add("remove", RemoveFile.FULL_SCHEMA);

  private Actions() {}

  static DataFile dataFile(AddFile add) {
    String statistics = add.getStatsJson().orElse(null);
    return new DataFile(
        add.getPath(),
        VectorUtils.toJavaMap(add.getPartitionValues()),
        add.getSize(),
        add.getModificationTime(),
        rows(statistics),
        statistics,
        vector(add.getDeletionVector()));
  }

  private static DataFile dataFile(RemoveFile remove) {
    String statistics = remove.getStatsJson().orElse(null);
    return new DataFile(
        remove.getPath(),
        remove.getPartitionValues().map(VectorUtils::<String, String>toJavaMap).orElse(Map.of()),
        remove.getSize().orElse(0L),
        0,
        rows(statistics),
        statistics,
        vector(remove.getDeletionVector()));
  }

  private static DeletionVector vector(Optional<DeletionVectorDescriptor> descriptor) {
    return descriptor
        .map(
            found ->
                new DeletionVector(
                    found.getStorageType(),
                    found.getPathOrInlineDv(),
                    found.getOffset().orElse(-1),
                    found.getSizeInBytes(),
                    found.getCardinality()))
        .orElse(null);
  }

  /** Returns the number of rows that statistics tell of, or -1. */
  private static long rows(String statistics) {
    if (statistics == null) {
      return -1;
    }
    try (JsonParser parser = JSON.createParser(statistics)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        if (name.equals("numRecords")) {
          return parser.getLongValue();
        }
        parser.skipChildren();
      }
      return -1;
    } catch (IOException e) {
      return -1;
    }
  }

  static Row add(DataFile file, boolean dataChange) {
    Map<Integer, Object> values = new HashMap<>();
    StructType schema = AddFile.FULL_SCHEMA;
    values.put(schema.indexOf("path"), file.path());
    values.put(
        schema.indexOf("partitionValues"), VectorUtils.stringStringMapValue(file.partition()));
    values.put(schema.indexOf("size"), file.size());
    values.put(schema.indexOf("modificationTime"), file.modified());
    values.put(schema.indexOf("dataChange"), dataChange);
    if (file.statistics() != null) {
      values.put(schema.indexOf("stats"), file.statistics());
    }
    if (file.vector() != null) {
      values.put(schema.indexOf("deletionVector"), descriptor(file.vector()).toRow());
    }
    return SingleAction.createAddFileSingleAction(new GenericRow(schema, values));
  }

  static Row remove(DataFile file, boolean dataChange, long now) {
    Map<Integer, Object> values = new HashMap<>();
    StructType schema = RemoveFile.FULL_SCHEMA;
    values.put(schema.indexOf("path"), file.path());
    values.put(schema.indexOf("deletionTimestamp"), now);
    values.put(schema.indexOf("dataChange"), dataChange);
    values.put(schema.indexOf("extendedFileMetadata"), true);
    values.put(
        schema.indexOf("partitionValues"), VectorUtils.stringStringMapValue(file.partition()));
    values.put(schema.indexOf("size"), file.size());
    if (file.statistics() != null) {
      values.put(schema.indexOf("stats"), file.statistics());
    }
    if (file.vector() != null) {
      values.put(schema.indexOf("deletionVector"), descriptor(file.vector()).toRow());
    }
    return SingleAction.createRemoveFileSingleAction(new GenericRow(schema, values));
  }

  private static DeletionVectorDescriptor descriptor(DeletionVector vector) {
    return new DeletionVectorDescriptor(
        vector.storageType(),
        vector.pathOrInline(),
        vector.offset() < 0 ? Optional.empty() : Optional.of(vector.offset()),
        vector.sizeInBytes(),
        vector.cardinality());
  }

  static LogCommit readCommit(Engine engine, Path file, long version) throws IOException {
    FileStatus status =
        FileStatus.of(
            file.toString(), Files.size(file), Files.getLastModifiedTime(file).toMillis());
    CommitInfo info = null;
    SetTransaction transaction = null;
    List<DataFile> adds = new ArrayList<>();
    List<DataFile> removes = new ArrayList<>();
    boolean dataChange = false;
    try (CloseableIterator<ColumnarBatch> batches =
        engine
            .getJsonHandler()
            .readJsonFiles(
                Utils.singletonCloseableIterator(status), COMMIT_SCHEMA, Optional.empty())) {
      while (batches.hasNext()) {
        ColumnarBatch batch = batches.next();
        for (int i = 0; i < batch.getSize(); i++) {
          if (!batch.getColumnVector(0).isNullAt(i)) {
            info = CommitInfo.fromColumnVector(batch.getColumnVector(0), i);
          } else if (!batch.getColumnVector(1).isNullAt(i)) {
            transaction = SetTransaction.fromColumnVector(batch.getColumnVector(1), i);
          }
        }
        try (CloseableIterator<Row> rows = batch.getRows()) {
          while (rows.hasNext()) {
            Row row = rows.next();
            if (!row.isNullAt(2)) {
              AddFile add = new AddFile(row.getStruct(2));
              dataChange |= add.getDataChange();
              adds.add(dataFile(add));
            } else if (!row.isNullAt(3)) {
              RemoveFile remove = new RemoveFile(row.getStruct(3));
              dataChange |= remove.getDataChange();
              removes.add(dataFile(remove));
            }
          }
        }
      }
    }
    long timestamp = status.getModificationTime();
    if (info != null) {
      timestamp = info.getInCommitTimestamp().orElse(info.getTimestamp());
    }
    return new LogCommit(
        version,
        timestamp,
        info == null ? "UNKNOWN" : info.getOperation().orElse("UNKNOWN"),
        info == null ? Map.of() : info.getOperationParameters(),
        info == null ? Map.of() : info.getOperationMetrics(),
        transaction == null ? null : transaction.getAppId(),
        transaction == null ? -1 : transaction.getVersion(),
        removes,
        adds,
        dataChange);
  }
}
