package io.millrace.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.engine.flow.DatabaseOptions;
import io.millrace.engine.flow.EpochListener;
import io.millrace.error.MillraceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A random script of statements and growing files, and crashes in it: before acts of its epochs the
 * database's files are copied as they are. Each copy is opened and compared with what the script's
 * own database answered: no statement's change may be lost once its epoch has happened, or be there
 * before, and every view has to be what its query says.
 */
final class CrashScript {
  private static final int KEYS = 5;

  /** Views and their queries: all that a circuit can keep is in them. */
  private static final Map<String, String> VIEWS = views();

  private final long seed;
  private final Random random;
  private final Path folder;
  private final int statements;
  private final int crashes;
  private final Recorder recorder = new Recorder();
  private final List<Map<String, List<String>>> answers = new ArrayList<>();
  private final Map<Integer, long[]> streamed = new TreeMap<>();
  private final Map<Integer, Integer> fed = new TreeMap<>();
  private final List<String> log = new ArrayList<>();

  /** A copy of the database's files, and the act that came next. */
  private record Crash(long epoch, EpochListener.Act next, String object, Path copy) {
    boolean hasHappened() {
      return next == EpochListener.Act.COMMIT || next == EpochListener.Act.DELIVER;
    }
  }

  /**
   * @param folder takes the database and its copies
   * @param crashes how many copies are opened at most
   */
  CrashScript(long seed, Path folder, int statements, int crashes) {
    this.seed = seed;
    this.random = new Random(seed);
    this.folder = folder;
    this.statements = statements;
    this.crashes = crashes;
  }

  private static Map<String, String> views() {
    Map<String, String> views = new LinkedHashMap<>();
    views.put("counts", "SELECT k, COUNT(*) AS n, SUM(x) AS s, MIN(x) AS low FROM u GROUP BY k");
    views.put("joined", "SELECT u.k, u.x, t.v FROM u JOIN t ON u.k = t.k");
    views.put("values_of", "SELECT DISTINCT x FROM u");
    views.put("several", "SELECT COUNT(*) AS n FROM counts WHERE n > 1");
    views.put("streamed", "SELECT k, COUNT(*) AS n, SUM(x) AS s FROM s GROUP BY k");
    views.put("streamed_join", "SELECT s.k, s.x, t.v FROM s LEFT JOIN t ON s.k = t.k");
    views.put("fed_sum", "SELECT COUNT(*) AS n, SUM(v) AS s FROM f");
    return views;
  }

  /** Notes which statement made which epoch, and copies. */
  private final class Recorder implements EpochListener {
    private final Random choice = new Random(0x5EED);
    private final Set<String> tables = new HashSet<>();
    private final TreeMap<Long, Integer> made = new TreeMap<>();
    private final List<Crash> crashes = new ArrayList<>();
    private int statement;
    private boolean learns = true;
    private boolean copies;

    @Override
    public synchronized void before(long epoch, Act next, String object) {
      if (next == Act.PREPARE) {
        if (learns) {
          tables.add(object);
        }
        if (tables.contains(object)) {
          made.put(epoch, statement);
        }
      }
      if (copies && choice.nextInt(3) == 0) {
        Path copy = folder.resolve("crash-" + crashes.size());
        copy(database(), copy);
        crashes.add(new Crash(epoch, next, object, copy));
      }
    }

    synchronized void next(int number, boolean learning, boolean copying) {
      statement = number;
      learns = learning;
      copies = copying;
    }

    synchronized List<Crash> crashes() {
      return new ArrayList<>(crashes);
    }

    /** Returns the last statement whose change is in the tables after a crash. */
    synchronized int lastStatement(Crash crash) {
      Integer own = made.get(crash.epoch());
      if (own != null) {
        return crash.hasHappened() ? own : own - 1;
      }
      return made.floorEntry(crash.epoch()).getValue();
    }
  }

  private Path database() {
    return folder.resolve("database");
  }

  /** Copies a folder while it may be written to. */
  static void copy(Path from, Path to) {
    try (Stream<Path> walk = Files.walk(from)) {
      for (Path path : walk.toList()) {
        Path target = to.resolve(from.relativize(path).toString());
        try {
          if (Files.isDirectory(path)) {
            Files.createDirectories(target);
          } else {
            Files.copy(path, target);
          }
        } catch (NoSuchFileException e) {
          // It was there for a moment only.
          continue;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DatabaseOptions options(Path directory, Duration interval) {
    return DatabaseOptions.at(directory).withDurable(false).withEpochInterval(interval);
  }

  /** Runs the script, then opens the copies. */
  void run() throws IOException {
    Duration interval = seed % 2 == 0 ? Duration.ofHours(1) : Duration.ofMillis(3);
    append();
    try (Sql sql = Sql.open(options(database(), interval), recorder)) {
      define(sql);
      for (int number = 1; number <= statements; number++) {
        recorder.next(number, false, true);
        step(sql);
        answers.add(tables(sql));
      }
      recorder.next(statements, false, false);
      sql.run("FLUSH");
      check(sql, statements, "the script's own database");
    }
    List<Crash> all = recorder.crashes();
    assertTrue(all.size() > 5, () -> "seed " + seed + ": crashes " + all.size());
    Collections.shuffle(all, random);
    for (Crash crash : all.subList(0, Math.min(crashes, all.size()))) {
      revive(crash);
    }
  }

  private void define(Sql sql) {
    // The first epochs are of these tables alone, which makes their ids known.
    recorder.next(0, false, false);
    sql.run("CREATE TABLE t (k INTEGER PRIMARY KEY, v INTEGER)");
    sql.run("CREATE TABLE u (k INTEGER, x INTEGER)");
    recorder.next(0, true, false);
    sql.run("INSERT INTO t VALUES (0, 0)", "INSERT INTO u VALUES (0, 0), (1, 1)");
    recorder.next(0, false, false);
    answers.add(tables(sql));
    String files = " WITH ('connector' = 'files', 'format' = 'csv', 'watch' = 'true', 'path' = '";
    sql.run("CREATE STREAM s (k INTEGER, x INTEGER)" + files + stream() + "')");
    sql.run("CREATE TABLE f (k INTEGER PRIMARY KEY, v INTEGER)" + files + feed() + "')");
    VIEWS.forEach((name, query) -> create(sql, name, query));
  }

  private static void create(Sql sql, String name, String query) {
    sql.run("CREATE MATERIALIZED VIEW " + name + " AS " + query);
  }

  private Path stream() {
    return folder.resolve("stream.csv");
  }

  private Path feed() {
    return folder.resolve("feed.csv");
  }

  /** Lets both files grow. */
  private void append() throws IOException {
    StringBuilder stream = new StringBuilder(Files.exists(stream()) ? "" : "k,x\n");
    StringBuilder feed = new StringBuilder(Files.exists(feed()) ? "" : "k,v\n");
    for (int i = random.nextInt(20); i >= 0; i--) {
      int key = random.nextInt(KEYS);
      int value = random.nextInt(100);
      stream.append(key).append(',').append(value).append('\n');
      long[] sum = streamed.computeIfAbsent(key, k -> new long[2]);
      sum[0]++;
      sum[1] += value;
      int fedKey = random.nextInt(10);
      feed.append(fedKey).append(',').append(value).append('\n');
      fed.put(fedKey, value);
    }
    write(stream(), stream);
    write(feed(), feed);
  }

  private static void write(Path file, StringBuilder text) throws IOException {
    Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private void step(Sql sql) throws IOException {
    int key = random.nextInt(KEYS);
    int value = random.nextInt(8);
    switch (random.nextInt(12)) {
      case 0, 1 -> run(sql, "INSERT INTO t VALUES (" + key + ", " + value + ")");
      case 2, 3, 4 ->
          run(
              sql,
              "INSERT INTO u VALUES (" + key + ", " + value + "), (" + value + ", " + key + ")");
      case 5 -> run(sql, "UPDATE u SET x = x + 1 WHERE k = " + key);
      case 6 -> run(sql, "UPDATE t SET v = " + value + " WHERE k = " + key);
      case 7 -> run(sql, "DELETE FROM u WHERE x = " + value);
      case 8 -> run(sql, "DELETE FROM t WHERE k = " + key);
      case 9 -> run(sql, "FLUSH");
      case 10 -> {
        run(sql, "DROP MATERIALIZED VIEW values_of");
        run(sql, "CREATE MATERIALIZED VIEW values_of AS " + VIEWS.get("values_of"));
      }
      default -> {
        log.add("append");
        append();
      }
    }
  }

  private void run(Sql sql, String statement) {
    log.add(statement);
    try {
      sql.run(statement);
    } catch (MillraceException e) {
      // A key that is there already: nothing has happened.
      log.add("refused: " + e.getMessage());
    }
  }

  private static Map<String, List<String>> tables(Sql sql) {
    return Map.of("t", sql.rows("SELECT * FROM t"), "u", sql.rows("SELECT * FROM u"));
  }

  private void revive(Crash crash) {
    int last = recorder.lastStatement(crash);
    String what = crash + ", after statement " + last;
    try (Sql sql = Sql.open(options(crash.copy(), Duration.ofHours(1)))) {
      assertEquals(answers.get(last), tables(sql), () -> message(what));
      sql.run("FLUSH");
      check(sql, last, what);
      sql.run("INSERT INTO u VALUES (1, 1000), (2, 1000)", "DELETE FROM t WHERE k = 1");
      checkViews(sql, what + ", and a change");
    }
    try (Sql sql = Sql.open(options(crash.copy(), Duration.ofHours(1)))) {
      checkViews(sql, what + ", opened once more");
      sql.run("INSERT INTO u VALUES (1, 1001), (2, 1)");
      checkViews(sql, what + ", opened once more, and a change");
    }
  }

  private String message(String what) {
    return "seed " + seed + ", " + what + "\n" + String.join("\n", log);
  }

  private void check(Sql sql, int last, String what) {
    assertEquals(answers.get(last), tables(sql), () -> message(what));
    List<String> sums = new ArrayList<>();
    streamed.forEach((key, sum) -> sums.add("(" + key + ", " + sum[0] + ", " + sum[1] + ")"));
    assertEquals(sums, sql.rows("SELECT * FROM streamed"), () -> message(what));
    List<String> rows = new ArrayList<>();
    fed.forEach((key, value) -> rows.add("(" + key + ", " + value + ")"));
    assertEquals(rows, sql.rows("SELECT * FROM f"), () -> message(what));
    checkViews(sql, what);
    checkVersions(sql, what);
  }

  private void checkViews(Sql sql, String what) {
    Set<String> present =
        new HashSet<>(sql.rows("SELECT table_name FROM information_schema.tables"));
    VIEWS.forEach(
        (name, query) -> {
          if (!name.equals("values_of") || present.contains("('values_of')")) {
            assertEquals(
                sql.rows(query), sql.rows("SELECT * FROM " + name), () -> message(what + name));
          }
        });
  }

  /** No epoch has two versions of a table. */
  private void checkVersions(Sql sql, String what) {
    for (String table : List.of("t", "u", "f", "counts", "streamed_join")) {
      List<String> epochs = new ArrayList<>();
      for (String row : sql.rows("DESCRIBE HISTORY " + table)) {
        epochs.add(row.substring(row.lastIndexOf(',') + 1));
      }
      epochs.removeIf(epoch -> epoch.contains("NULL"));
      assertEquals(epochs.size(), new HashSet<>(epochs).size(), () -> message(what + epochs));
    }
  }
}
