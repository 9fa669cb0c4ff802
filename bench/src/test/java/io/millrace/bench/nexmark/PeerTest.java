package io.millrace.bench.nexmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.bench.nexmark.event.EventModel;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A system with a class path of its own: how it is found, run and checked. */
class PeerTest {
  private static final long EVENTS = 1_000;

  @TempDir Path folder;
  private String classPath;

  /**
   * Another system: writes DuckDB's rows, but of q1 one less, and refuses q6; q5 fills the heap.
   */
  public static final class Peer implements Contender {
    @Override
    public String name() {
      return "peer";
    }

    @Override
    public List<String> jvmFlags() {
      return List.of("-Xshare:auto");
    }

    @Override
    public Measurement run(Task task) {
      List<long[]> held = new ArrayList<>();
      while (task.query().equals("q5")) {
        held.add(new long[1 << 20]);
      }
      return new Measurement(1, 2, 3, 4);
    }

    @Override
    public void writeRows(Task task, Path folder) throws SQLException {
      if (task.query().equals("q6")) {
        throw new UnsupportedOperationException("no frames of rows");
      }
      try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
          Statement statement = connection.createStatement()) {
        DuckDbContender.define(statement, task.data());
        String query = Queries.query(task.query(), "duckdb");
        String rows = task.query().equals("q1") ? query + " OFFSET 1" : query;
        Path file = folder.resolve("rows.parquet");
        statement.execute("COPY (" + rows + ") TO '" + file + "' (FORMAT parquet)");
      }
    }
  }

  @BeforeEach
  void registerPeer() throws IOException {
    Path services = Files.createDirectories(folder.resolve("peer/META-INF/services"));
    Files.writeString(services.resolve(Contender.class.getName()), Peer.class.getName());
    classPath = folder.resolve("peer") + File.pathSeparator + System.getProperty("java.class.path");
  }

  private Arguments arguments() {
    return new Arguments(List.of("--class-path", "peer=" + classPath, "--heap", "512m"));
  }

  private Task task(String query) throws IOException {
    EventModel model = new EventModel(7, 500, EventModel.BASE_MILLIS, 1);
    EventFiles files = EventFiles.prepare(folder, model, EVENTS, EventFormat.PARQUET);
    return new Task(query, files, EVENTS, 1, false, folder.resolve("work"));
  }

  private long check(String query) throws Exception {
    Arguments arguments = arguments();
    Contenders contenders = new Contenders(arguments);
    Rows rows =
        new PeerRows(new Child(arguments, contenders), contenders.find("peer"), task(query));
    return new ResultCheck(task(query), rows).run();
  }

  @Test
  void itIsFoundOnItsClassPathAlone() {
    Contenders contenders = new Contenders(arguments());
    assertEquals(classPath, contenders.classPath(contenders.find("peer")));
    assertEquals(
        System.getProperty("java.class.path"), contenders.classPath(contenders.find("millrace")));
    String refusal =
        assertThrows(
                IllegalArgumentException.class,
                () -> new Contenders(new Arguments(List.of())).find("peer"))
            .getMessage();
    assertTrue(refusal.startsWith("no system 'peer'; there are duckdb, millrace"), refusal);
  }

  @Test
  void itsProcessHasItsClassPath() throws Exception {
    Arguments arguments = arguments();
    Contenders contenders = new Contenders(arguments);
    Child child = new Child(arguments, contenders);
    assertEquals(new Measurement(1, 2, 3, 4), child.run(contenders.find("peer"), task("q0"), 1));
  }

  @Test
  void itFailsForWantOfMemory() throws Exception {
    Arguments arguments = arguments();
    Contenders contenders = new Contenders(arguments);
    Child child = new Child(arguments, contenders);
    String failure =
        assertThrows(IOException.class, () -> child.run(contenders.find("peer"), task("q5"), 1))
            .getMessage();
    assertEquals("Terminating due to java.lang.OutOfMemoryError: Java heap space", failure);
  }

  @Test
  void itsRowsAreCompared() throws Exception {
    assertEquals(EVENTS * 46 / 50, check("q0"));
    String wrong = assertThrows(AssertionError.class, () -> check("q1")).getMessage();
    assertEquals("q1: 919 rows, expected 920", wrong);
    String refused = assertThrows(IOException.class, () -> check("q6")).getMessage();
    assertEquals("java.lang.UnsupportedOperationException: no frames of rows", refused);
  }
}
