package io.millrace.sparktests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Lets Spark with delta-spark read every table that the demo leaves, at every version, and compares
 * the rows with what Millrace says.
 */
class SparkReadsTablesTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  @TempDir static Path folder;
  private static Path database;
  private static SparkSession spark;

  @BeforeAll
  static void runDemo() throws IOException, InterruptedException {
    database = folder.resolve("demo");
    millrace("demo", database.toString());
    spark =
        SparkSession.builder()
            .master("local[2]")
            .appName("foreign reader")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.timestampType", "TIMESTAMP_NTZ")
            .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
            .config(
                "spark.sql.catalog.spark_catalog",
                "org.apache.spark.sql.delta.catalog.DeltaCatalog")
            .getOrCreate();
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private static String millrace(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(ROOT.resolve("millrace").toString());
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), String.join(" ", command));
    return output;
  }

  private static List<String> tables() throws IOException {
    try (var folders = Files.list(database.resolve("tables").resolve("main"))) {
      return folders.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void everyVersionOfEveryTableHasTheSameRows() throws IOException, InterruptedException {
    int compared = 0;
    for (String table : tables()) {
      Path location = database.resolve("tables").resolve("main").resolve(table);
      long last = spark.sql("DESCRIBE HISTORY delta.`" + location + "`").count() - 1;
      for (long version = 0; version <= last; version++) {
        Dataset<Row> theirs =
            spark.read().format("delta").option("versionAsOf", version).load(location.toString());
        Dataset<Row> ours = ours(table, version, theirs);
        assertEquals(0, theirs.exceptAll(ours).count(), table + "@v" + version + ": in Spark only");
        assertEquals(0, ours.exceptAll(theirs).count(), table + "@v" + version + ": not in Spark");
        compared++;
      }
      Dataset<Row> latest = spark.read().format("delta").load(location.toString());
      assertEquals(0, latest.exceptAll(ours(table, last, latest)).count(), table);
      assertTrue(latest.count() > 0, table + " has rows");
    }
    assertTrue(compared >= 12, "versions compared: " + compared);
  }

  /** What Millrace answers, as it prints it, read back with the types that Spark sees. */
  private static Dataset<Row> ours(String table, long version, Dataset<Row> shape)
      throws IOException, InterruptedException {
    String csv =
        millrace(
            "--format",
            "csv",
            "-c",
            "SELECT * FROM " + table + " VERSION AS OF " + version,
            database.toString());
    Path file = folder.resolve(table + "-" + version + ".csv");
    Files.writeString(file, csv);
    return spark
        .read()
        .schema(shape.schema())
        .option("header", true)
        .option("quote", "\"")
        .option("escape", "\"")
        .option("timestampNTZFormat", "yyyy-MM-dd HH:mm:ss[.SSSSSS][.SSSSS][.SSSS][.SSS][.SS][.S]")
        .option("emptyValue", "")
        .csv(file.toString());
  }
}
