package io.millrace.connector.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Schemas inferred, and real files read, checked by DuckDB over the same files. */
class RealFilesTest {
  @TempDir Path folder;

  private static Path resources() throws URISyntaxException {
    return Path.of(RealFilesTest.class.getResource("earthquakes.jsonl").toURI()).getParent();
  }

  private static RowType infer(Path directory, String... options) {
    return new FilesConnector()
        .inferSchema(new FilesFeed(directory, RowType.of(), options).options());
  }

  private RowType infer(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
    return infer(folder, "path", name);
  }

  @Test
  void infersTheColumnsOfRealFiles() throws URISyntaxException {
    assertEquals(
        "(id VARCHAR, time BIGINT, updated BIGINT, mag DOUBLE, mag_type VARCHAR, place VARCHAR,"
            + " status VARCHAR, tsunami BIGINT, felt BIGINT, net VARCHAR, type VARCHAR,"
            + " longitude DOUBLE, latitude DOUBLE, depth DOUBLE)",
        infer(resources(), "path", "earthquakes.jsonl").toString());
    assertEquals(
        "(date TIMESTAMP(6), delay BIGINT, distance BIGINT, origin VARCHAR, destination VARCHAR)",
        infer(resources(), "path", "flights.csv").toString());
    assertEquals(
        "(iata VARCHAR, name VARCHAR, city VARCHAR, state VARCHAR, country VARCHAR,"
            + " latitude DOUBLE, longitude DOUBLE)",
        infer(resources(), "path", "airports.csv").toString());
  }

  @Test
  void infersTypes() throws IOException {
    assertEquals(
        "(i BIGINT, d DOUBLE, b BOOLEAN, day DATE, t TIMESTAMP(6), s VARCHAR, n VARCHAR,"
            + " big DECIMAL(38, 0), mix VARCHAR, l BIGINT ARRAY, r ROW(x DOUBLE, y VARCHAR),"
            + " rs ROW(z BIGINT) ARRAY, v VARIANT, e VARIANT, late BOOLEAN)",
        infer(
                "types.json",
                """
                {"i":1,"d":1,"b":true,"day":"2024-01-01","t":"2024-01-01","s":"","n":null,
                 "big":12345678901234567890,"mix":1,"l":[1,null],"r":{"x":1},"rs":[],"v":1,"e":{}}
                nonsense
                {"i":-2,"d":1.5,"b":false,"day":"2024-01-02","t":"2024-01-01T10:00:00Z","s":"x",
                 "big":1,"mix":"a","l":[],"r":{"x":2.5,"y":"q"},"rs":[{"z":1}],"v":[1],"late":true,"I":3}
                {"i":"never finished
                """)
            .toString());
    assertEquals(
        "(zip VARCHAR, n BIGINT, q DOUBLE, ok BOOLEAN, d DATE, empty VARCHAR)",
        infer("types.csv", "zip,n,q,ok,d,empty\n00123,1,1e5,true,2024-01-01,\n45678,\"2\",,,,\n")
            .toString());
    assertEquals(
        "(column1 BIGINT, column2 VARCHAR)",
        infer(folder, "path", "bare.csv", "header", bare()).toString());
    MillraceException empty =
        assertThrows(MillraceException.class, () -> infer("empty.json", "\n"));
    assertEquals(ErrorCode.INVALID_DEFINITION, empty.code());
  }

  private String bare() throws IOException {
    Files.writeString(folder.resolve("bare.csv"), "1,a\n2,b\n");
    return "false";
  }

  @Test
  void inferredColumnsReadTheFile() throws URISyntaxException {
    for (Map.Entry<String, Integer> file :
        Map.of("earthquakes.jsonl", 300, "flights.csv", 500, "airports.csv", 400).entrySet()) {
      RowType type = infer(resources(), "path", file.getKey());
      FilesFeed feed = new FilesFeed(resources(), type, "path", file.getKey());
      assertEquals(file.getValue(), feed.all().size());
      assertEquals(List.of(), feed.bad);
    }
  }

  @Test
  void agreesWithDuckDb() throws URISyntaxException, SQLException {
    RowType type =
        RowType.of(
            Field.of("id", Type.VARCHAR),
            Field.of("time", Type.BIGINT),
            Field.of("mag", Type.DOUBLE),
            Field.of("place", Type.VARCHAR),
            Field.of("felt", Type.BIGINT),
            Field.of("longitude", Type.DOUBLE),
            Field.of("depth", Type.DOUBLE));
    FilesFeed feed = new FilesFeed(resources(), type, "path", "earthquakes.jsonl");
    assertEquals(
        duckDb(
            "SELECT id, time::BIGINT, mag::DOUBLE, place, felt::BIGINT, longitude::DOUBLE,"
                + " depth::DOUBLE FROM read_json('"
                + resources().resolve("earthquakes.jsonl")
                + "')",
            7),
        feed.all());
    RowType flights =
        RowType.of(
            Field.of("destination", Type.VARCHAR),
            Field.of("date", Type.TIMESTAMP),
            Field.of("delay", Type.INTEGER));
    assertEquals(
        duckDb(
            "SELECT destination, epoch_us(date), delay::BIGINT FROM read_csv('"
                + resources().resolve("flights.csv")
                + "')",
            3),
        new FilesFeed(resources(), flights, "path", "flights.csv").all());
    RowType airports =
        RowType.of(Field.of("name", Type.VARCHAR), Field.of("latitude", Type.DOUBLE));
    assertEquals(
        duckDb(
            "SELECT name, latitude FROM read_csv('" + resources().resolve("airports.csv") + "')",
            2),
        new FilesFeed(resources(), airports, "path", "airports.csv").all());
  }

  private static List<List<Object>> duckDb(String query, int columns) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      List<List<Object>> rows = new ArrayList<>();
      while (result.next()) {
        List<Object> row = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          Object value = result.getObject(i);
          row.add(
              value instanceof String text
                  ? new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1)
                  : value);
        }
        rows.add(row);
      }
      assertTrue(rows.size() > 100);
      return rows;
    }
  }
}
