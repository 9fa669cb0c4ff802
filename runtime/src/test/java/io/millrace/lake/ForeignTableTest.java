package io.millrace.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.batch.Batch;
import io.millrace.batch.BatchBuilder;
import io.millrace.batch.LongBuilder;
import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.lake.parquet.ColumnRange;
import io.millrace.lake.parquet.RowValues;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables that others made: without column mapping, statistics or deletion vectors. */
class ForeignTableTest {
  private static final String SCHEMA =
      "{\\\"type\\\":\\\"struct\\\",\\\"fields\\\":["
          + field("n", "long")
          + ","
          + field("t", "string")
          + ","
          + field("p", "date")
          + "]}";

  @TempDir Path directory;

  private static String field(String name, String type) {
    return "{\\\"name\\\":\\\""
        + name
        + "\\\",\\\"type\\\":\\\""
        + type
        + "\\\",\\\"nullable\\\":true,\\\"metadata\\\":{}}";
  }

  private void commit(int version, String... actions) throws IOException {
    Path log = Files.createDirectories(directory.resolve("_delta_log"));
    Files.writeString(
        log.resolve("0000000000000000000" + version + ".json"), String.join("\n", actions) + "\n");
  }

  private static String metadata() {
    return "{\"metaData\":{\"id\":\"4e5b8e5c-6a4f-4f0e-9c5e-000000000001\",\"format\":{\"provider\":"
        + "\"parquet\",\"options\":{}},\"schemaString\":\""
        + SCHEMA
        + "\",\"partitionColumns\":[\"p\"],\"configuration\":{},\"createdTime\":0}}";
  }

  private String add(String path, String partition) throws IOException {
    Path file = directory.resolve(path.replace("%20", " "));
    return "{\"add\":{\"path\":\""
        + path
        + "\",\"partitionValues\":{\"p\":"
        + partition
        + "},\"size\":"
        + Files.size(file)
        + ",\"modificationTime\":1000,\"dataChange\":true}}";
  }

  private void write(String name, String query) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "COPY (" + query + ") TO '" + directory.resolve(name) + "' (FORMAT parquet)");
    }
  }

  private static List<List<Object>> rows(TableSnapshot snapshot, ColumnRange... ranges) {
    List<List<Object>> rows = new ArrayList<>();
    try (BatchStream stream = snapshot.scan(new int[] {2, 0}, List.of(ranges))) {
      for (Batch batch = stream.next(); batch != null; batch = stream.next()) {
        rows.addAll(RowValues.rows(batch));
      }
    }
    return rows;
  }

  @Test
  void anotherEnginesTableIsReadAndAppendedTo() throws IOException, SQLException {
    write("a b.parquet", "SELECT i AS n, 't' || i AS t FROM range(3) r(i)");
    write("c.parquet", "SELECT 'only' AS t");
    commit(0, "{\"protocol\":{\"minReaderVersion\":1,\"minWriterVersion\":2}}", metadata());
    commit(1, add("a%20b.parquet", "\"2024-05-01\""), add("c.parquet", "null"));
    try (LakeTable table = LakeTable.open(directory, Clock.systemUTC(), false)) {
      RowType type = table.type();
      assertEquals(List.of(Type.BIGINT, Type.VARCHAR, Type.DATE), type.types());
      assertEquals(4, table.snapshot().rowCount());
      List<List<Object>> expected =
          new ArrayList<>(
              List.of(
                  List.of(19_844L, 0L),
                  List.of(19_844L, 1L),
                  List.of(19_844L, 2L),
                  java.util.Arrays.asList(null, null)));
      assertEquals(expected, rows(table.snapshot()));
      assertEquals(3, rows(table.snapshot(), ColumnRange.longs(2, 19_844, 19_844)).size());
      assertEquals(0, rows(table.snapshot(), ColumnRange.longs(2, 0, 19_843)).size());

      BatchBuilder builder = new BatchBuilder(type, 1);
      ((LongBuilder) builder.column(0)).appendLong(9);
      builder.column(1).appendNull();
      ((LongBuilder) builder.column(2)).appendLong(0);
      builder.endRow(1);
      Batch row = builder.build();
      assertEquals(2, table.commit(table.prepare(row, "INSERT")));
      expected.add(List.of(0L, 9L));
      assertEquals(expected, rows(table.snapshot()));
      MillraceException e =
          assertThrows(MillraceException.class, () -> table.prepare(row.negate(), "DELETE"));
      assertEquals(ErrorCode.FEATURE_NOT_SUPPORTED, e.code());
    }
  }

  @Test
  void commitsOfOthersAreSeen() throws IOException, SQLException {
    write("a.parquet", "SELECT i AS n, 't' || i AS t FROM range(3) r(i)");
    commit(0, "{\"protocol\":{\"minReaderVersion\":1,\"minWriterVersion\":2}}", metadata());
    try (LakeTable table = LakeTable.open(directory, Clock.systemUTC(), false)) {
      TableSnapshot before = table.snapshot();
      commit(1, add("a.parquet", "null"));
      assertEquals(3, table.snapshot().rowCount());
      assertEquals(1, table.version());
      assertEquals(0, before.rowCount());
    }
  }

  @Test
  void anUnknownFeatureIsNamed() throws IOException {
    commit(
        0,
        "{\"protocol\":{\"minReaderVersion\":3,\"minWriterVersion\":7,\"readerFeatures\":"
            + "[\"timeMachine\"],\"writerFeatures\":[\"timeMachine\"]}}",
        metadata());
    MillraceException e =
        assertThrows(
            MillraceException.class, () -> LakeTable.open(directory, Clock.systemUTC(), false));
    assertEquals(ErrorCode.FEATURE_NOT_SUPPORTED, e.code());
    assertTrue(e.getMessage().contains("timeMachine"), e.getMessage());
  }

  @Test
  void aDamagedLogIsNamed() throws IOException {
    commit(0, "{\"protocol\":{\"minReaderVersion\":1,", "rest");
    MillraceException e =
        assertThrows(
            MillraceException.class, () -> LakeTable.open(directory, Clock.systemUTC(), false));
    assertEquals(ErrorCode.DATA_CORRUPTED, e.code());
    assertTrue(e.getMessage().contains(directory.toString()), e.getMessage());
  }

  @Test
  void aMissingDataFileIsNamed() throws IOException, SQLException {
    write("a.parquet", "SELECT 1::BIGINT AS n, 't' AS t");
    commit(0, "{\"protocol\":{\"minReaderVersion\":1,\"minWriterVersion\":2}}", metadata());
    commit(1, add("a.parquet", "null"));
    Files.delete(directory.resolve("a.parquet"));
    try (LakeTable table = LakeTable.open(directory, Clock.systemUTC(), false)) {
      MillraceException e = assertThrows(MillraceException.class, () -> rows(table.snapshot()));
      assertEquals(ErrorCode.FILE_NOT_FOUND, e.code());
      assertTrue(e.getMessage().contains("a.parquet"), e.getMessage());
    }
  }
}
