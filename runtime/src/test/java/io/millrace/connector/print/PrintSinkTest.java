package io.millrace.connector.print;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.batch.Batch;
import io.millrace.connector.Connector;
import io.millrace.testing.Rows;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the print sink prints, and when; and what the other counts. */
class PrintSinkTest {
  private static final RowType TYPE =
      RowType.of(
          Field.of("id", Type.BIGINT),
          Field.of("name", Type.VARCHAR),
          Field.of("price", new Type.DecimalType(20, 2)),
          Field.of("at", new Type.TimestampType(3, false)),
          Field.of("tags", new Type.ArrayType(Type.BOOLEAN)),
          Field.of("counts", new Type.MapType(Type.VARCHAR, Type.DOUBLE)),
          Field.of("r", new Type.StructType(List.of(Field.of("d", Type.DATE)))));

  private static Batch batch() {
    return Rows.batch(
            TYPE,
            List.of(
                Arrays.asList(
                    1L,
                    "O'Neil",
                    BigInteger.valueOf(-150),
                    1_500_000L,
                    Arrays.asList(1L, 0L, null),
                    List.of(List.of("a"), List.of(0.5)),
                    List.of(19_782L)),
                Arrays.asList(2L, null, null, null, null, null, null)))
        .withWeights(new long[] {-1, 2});
  }

  @Test
  void printsChangesWhenTheirEpochEnds() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);
    PrintSink sink = new PrintSink(TYPE, "out> ", out);
    sink.write(batch());
    assertEquals(0, bytes.size());
    sink.commit(1);
    sink.commit(2);
    String second = "out> +I (2, NULL, NULL, NULL, NULL, NULL, NULL)\n";
    assertEquals(
        "out> -D (1, 'O''Neil', -1.50, 1970-01-01 00:00:01.5, [true, false, NULL], {'a': 0.5},"
            + " (2024-02-29))\n"
            + second
            + second,
        bytes.toString(StandardCharsets.UTF_8));
  }

  @Test
  void blackholeCounts() {
    BlackholeSink sink = new BlackholeSink();
    sink.write(batch());
    sink.commit(1);
    assertEquals(3, sink.changes());
    sink.close();
  }

  @Test
  void connectorsAreFound() {
    Set<String> names = new HashSet<>();
    ServiceLoader.load(Connector.class).forEach(connector -> names.add(connector.name()));
    assertTrue(
        names.containsAll(List.of("files", "datagen", "print", "blackhole")), names.toString());
  }
}
