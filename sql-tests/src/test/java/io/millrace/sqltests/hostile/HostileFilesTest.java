package io.millrace.sqltests.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged, missing, forbidden and foreign files and directories: each is an error with a SQLSTATE
 * that names the file and not a class, and what was good stays.
 */
@Timeout(120)
class HostileFilesTest {
  @TempDir private Path folder;

  private Connection open(String url) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("directory", folder.toString());
    properties.setProperty("durable", "false");
    return DriverManager.getConnection(url, properties);
  }

  private Connection memory() throws SQLException {
    return open("jdbc:millrace::memory:");
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String one(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      assertTrue(rows.next(), sql);
      return rows.getString(1);
    }
  }

  private static void refused(Connection connection, String state, String words, String sql) {
    check(assertThrows(SQLException.class, () -> one(connection, sql), sql), state, words);
  }

  private void noDatabase(String state, String words, Path directory) {
    check(
        assertThrows(SQLException.class, () -> open("jdbc:millrace:" + directory).close()),
        state,
        words);
  }

  private static void check(SQLException error, String state, String words) {
    String message = error.getMessage();
    assertEquals(state, error.getSQLState(), message);
    assertTrue(message.contains(words), message);
    assertFalse(message.matches("(?s).*(Exception|io\\.millrace|java\\.|org\\.).*"), message);
    assertTrue(message.length() < 500, message);
  }

  private byte[] garbage(int size) {
    byte[] bytes = new byte[size];
    new Random(42).nextBytes(bytes);
    return bytes;
  }

  // ---- Directories ----

  @Test
  void aDatabaseThatIsAFile() throws IOException {
    Path file = Files.writeString(folder.resolve("db"), "hello");
    noDatabase("58030", "it is a file", file);
    noDatabase("58030", "not a directory", file.resolve("below"));
    assertEquals("hello", Files.readString(file));
  }

  @Test
  void aDirectoryThatIsNoDatabaseStaysAsItIs() throws IOException {
    Path home = Files.createDirectory(folder.resolve("home"));
    Files.writeString(home.resolve("letter.txt"), "dear");
    noDatabase("22023", "is no database, and not empty: it holds 'letter.txt'", home);
    assertEquals(1, home.toFile().list().length);
  }

  @Test
  void aDamagedDatabaseSaysSo() throws Exception {
    Path db = folder.resolve("db");
    try (Connection connection = open("jdbc:millrace:" + db)) {
      run(connection, "CREATE TABLE t (a INTEGER)");
    }
    Files.write(db.resolve("state").resolve("CURRENT"), garbage(40));
    noDatabase("XX001", "database '" + db + "'", db);
  }

  @Test
  void aDirectoryWithoutPermission() throws IOException {
    Path closed = Files.createDirectory(folder.resolve("closed"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-xr-xr-x"));
    assumeFalse(Files.isWritable(closed), "this user may write anywhere");
    noDatabase("42501", "permission denied", closed);
    noDatabase("42501", "permission denied", closed.resolve("new"));
  }

  @Test
  void twoProcessesOnOneDatabase() throws Exception {
    Path db = folder.resolve("db");
    try (Connection connection = open("jdbc:millrace:" + db)) {
      run(connection, "CREATE TABLE t (a INTEGER)");
      run(connection, "INSERT INTO t VALUES (1)");
      Process other =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  OtherProcess.class.getName(),
                  db.toString())
              .redirectErrorStream(true)
              .start();
      String said;
      try (InputStream output = other.getInputStream()) {
        said = new String(output.readAllBytes(), StandardCharsets.UTF_8);
      }
      assertTrue(other.waitFor(60, TimeUnit.SECONDS));
      assertTrue(said.contains("[55006] database '" + db + "' is already open by process "), said);
      run(connection, "INSERT INTO t VALUES (2)");
      assertEquals("2", one(connection, "SELECT COUNT(*) FROM t"));
    }
  }

  /** What the other process does. */
  static final class OtherProcess {
    private OtherProcess() {}

    public static void main(String[] arguments) {
      try (Connection connection = DriverManager.getConnection("jdbc:millrace:" + arguments[0])) {
        System.out.println("opened " + connection);
      } catch (SQLException e) {
        System.out.println("[" + e.getSQLState() + "] " + e.getMessage());
      }
    }
  }

  // ---- Files ----

  @Test
  void binaryGarbage() throws Exception {
    for (String name : new String[] {"g.csv", "g.json", "g.parquet", "g.json.gz", "g.csv.zst"}) {
      Files.write(folder.resolve(name), garbage(5000));
    }
    try (Connection connection = memory()) {
      refused(connection, "22P04", "it is not text in UTF-8", "SELECT * FROM read_csv('g.csv')");
      refused(connection, "42P17", "no record", "SELECT * FROM read_json('g.json')");
      refused(connection, "XX001", "is damaged", "SELECT * FROM read_parquet('g.parquet')");
      refused(connection, "XX001", "is damaged", "SELECT * FROM read_json('g.json.gz')");
      refused(connection, "XX001", "is damaged", "SELECT * FROM read_csv('g.csv.zst')");
      run(connection, "CREATE TABLE t (a INTEGER) WITH ('connector' = 'files', 'path' = 'g.json')");
      run(connection, "FLUSH");
      assertEquals("0", one(connection, "SELECT COUNT(*) FROM t"));
      assertEquals(
          one(connection, "SELECT COUNT(*) FROM system.dead_letters"),
          one(connection, "SELECT bad_records FROM system.feeds"));
      refused(
          connection,
          "22P04",
          "g.csv",
          "SELECT * FROM read_csv('g.csv') AS c, read_csv('g.csv') AS d");
    }
  }

  @Test
  void filesThatEndTooEarly() throws Exception {
    Files.writeString(folder.resolve("half.jsonl"), "{\"a\": 1}\n{\"a\": 2}");
    Files.writeString(folder.resolve("cut.jsonl"), "{\"a\": 1}\n{\"a\":");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write("{\"a\": 1}\n".repeat(1000).getBytes(StandardCharsets.UTF_8));
    }
    byte[] whole = bytes.toByteArray();
    Files.write(folder.resolve("cut.json.gz"), Arrays.copyOf(whole, whole.length / 2));
    try (Connection connection = memory()) {
      assertEquals("2", one(connection, "SELECT COUNT(*) FROM read_json('half.jsonl')"));
      refused(connection, "22P04", "cut.jsonl:2", "SELECT * FROM read_json('cut.jsonl')");
      run(connection, "COPY (SELECT 1 AS a) TO 'whole.parquet'");
      byte[] parquet = Files.readAllBytes(folder.resolve("whole.parquet"));
      Files.write(folder.resolve("cut.parquet"), Arrays.copyOf(parquet, parquet.length - 9));
      refused(connection, "XX001", "is damaged", "SELECT * FROM read_parquet('cut.parquet')");
      run(
          connection,
          "CREATE TABLE t (a INTEGER) WITH ('connector' = 'files', 'path' = 'cut.json.gz')");
      run(connection, "FLUSH");
      assertEquals("stopped", one(connection, "SELECT status FROM system.feeds"));
      String why = one(connection, "SELECT error FROM system.feeds");
      assertTrue(why.endsWith("is damaged: the compressed data is cut off"), why);
    }
  }

  @Test
  void aFileThatGoesWhileItIsFollowed() throws Exception {
    Path in = Files.createDirectory(folder.resolve("in"));
    Files.writeString(in.resolve("a.jsonl"), "{\"a\": 1}\n");
    Files.writeString(in.resolve("b.jsonl"), "{\"a\": 2}\n");
    try (Connection connection = memory()) {
      run(
          connection,
          "CREATE TABLE t (a INTEGER) WITH ('connector' = 'files', 'path' = 'in/', 'format' ="
              + " 'json')");
      run(connection, "FLUSH");
      Files.delete(in.resolve("a.jsonl"));
      Files.writeString(in.resolve("c.jsonl"), "{\"a\": 3}\n");
      run(connection, "FLUSH");
      assertEquals("6", one(connection, "SELECT SUM(a) FROM t"));
      assertEquals("running", one(connection, "SELECT status FROM system.feeds"));
    }
  }

  @Test
  void pathsThatAreWrong() throws Exception {
    try (Connection connection = memory()) {
      refused(connection, "58P01", "no file or folder", "SELECT * FROM read_csv('/no/such.csv')");
      refused(connection, "58P01", "no file or folder", "SELECT * FROM read_json('x.json')");
      refused(connection, "42616", "option 'path' is empty", "SELECT * FROM read_csv('')");
      refused(connection, "0A000", "not a path", "SELECT * FROM read_csv('s3://bucket/x.csv')");
      run(connection, "CREATE TABLE good (a INTEGER)");
      refused(
          connection,
          "58P01",
          "line 1:75",
          "CREATE TABLE t (a INTEGER) WITH ('connector' = 'files', 'format' = 'csv', 'path' ="
              + " 'lost/')");
      assertEquals("0", one(connection, "SELECT COUNT(*) FROM good"));
    }
  }

  @Test
  void filesWithoutPermission() throws Exception {
    Path secret = Files.writeString(folder.resolve("secret.json"), "{\"a\": 1}\n");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("---------"));
    assumeFalse(Files.isReadable(secret), "this user may read anything");
    try (Connection connection = memory()) {
      refused(connection, "42501", "permission denied", "SELECT * FROM read_json('secret.json')");
    }
  }
}
