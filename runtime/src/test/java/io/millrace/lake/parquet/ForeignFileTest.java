package io.millrace.lake.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.millrace.batch.Batch;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files as the reference writer makes them, old shapes and other physical types among them. */
class ForeignFileTest {
  @TempDir Path directory;
  private int files;

  private Path write(
      String schema, WriterVersion version, int rows, BiConsumer<Group, Integer> fill)
      throws IOException {
    MessageType type = MessageTypeParser.parseMessageType("message m {" + schema + "}");
    Path file = directory.resolve("f" + files++ + ".parquet");
    SimpleGroupFactory groups = new SimpleGroupFactory(type);
    try (var writer =
        ExampleParquetWriter.builder(new LocalOutputFile(file))
            .withType(type)
            .withConf(new PlainParquetConfiguration())
            .withWriterVersion(version)
            .withCompressionCodec(CompressionCodecName.UNCOMPRESSED)
            .withPageSize(1000)
            .withPageRowCountLimit(700)
            .build()) {
      for (int i = 0; i < rows; i++) {
        Group group = groups.newGroup();
        fill.accept(group, i);
        writer.write(group);
      }
    }
    return file;
  }

  private static List<List<Object>> read(Path file) {
    List<List<Object>> rows = new ArrayList<>();
    try (ParquetReader reader = ParquetReader.open(file)) {
      for (Batch batch = reader.next(); batch != null; batch = reader.next()) {
        rows.addAll(RowValues.rows(batch));
      }
    }
    return rows;
  }

  @Test
  void deltaEncodedPagesOfBothVersions() throws IOException {
    for (WriterVersion version : WriterVersion.values()) {
      Path file = write(MixedGroups.SCHEMA, version, 20_000, MixedGroups::fill);
      List<List<Object>> rows = read(file);
      assertEquals(20_000, rows.size());
      for (int i = 0; i < rows.size(); i++) {
        assertEquals(MixedGroups.values(i), rows.get(i), version + " row " + i);
      }
    }
  }

  @Test
  void timestampsOfTwelveBytes() throws IOException {
    Path file =
        write(
            "optional int96 t;",
            WriterVersion.PARQUET_1_0,
            3,
            (group, i) -> {
              if (i < 2) {
                byte[] value =
                    ByteBuffer.allocate(12)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(i * 3_600_000_000_123L)
                        .putInt(2_440_588 + 19_844 * i)
                        .array();
                group.append("t", Binary.fromConstantByteArray(value));
              }
            });
    assertEquals(Type.TIMESTAMP, ParquetSchema.of(file).type(0));
    assertEquals(
        List.of(
            List.of(0L),
            List.of(19_844L * 86_400_000_000L + 3_600_000_000L),
            Arrays.asList((Object) null)),
        read(file));
  }

  @Test
  void decimalsInEveryPhysicalType() throws IOException {
    Path file =
        write(
            "required int32 a (DECIMAL(7,2)); required int64 b (DECIMAL(15,3));"
                + " required binary c (DECIMAL(15,3)); required fixed_len_byte_array(5) d"
                + " (DECIMAL(10,1)); required binary e (DECIMAL(30,4));"
                + " required fixed_len_byte_array(16) f (DECIMAL(38,0));",
            WriterVersion.PARQUET_1_0,
            50,
            (group, i) -> {
              long value = (i - 25) * 1_234L;
              group.append("a", (int) value);
              group.append("b", value * 1000);
              group.append("c", binary(BigInteger.valueOf(value), 0));
              group.append("d", binary(BigInteger.valueOf(value), 5));
              group.append("e", binary(BigInteger.valueOf(value).pow(5), 0));
              group.append("f", binary(BigInteger.valueOf(value).pow(7), 16));
            });
    List<List<Object>> rows = read(file);
    for (int i = 0; i < 50; i++) {
      long value = (i - 25) * 1_234L;
      BigInteger big = BigInteger.valueOf(value);
      assertEquals(List.of(value, value * 1000, value, value, big.pow(5), big.pow(7)), rows.get(i));
    }
    assertEquals(new Type.DecimalType(38, 0), ParquetSchema.of(file).type(5));
  }

  private static Binary binary(BigInteger value, int length) {
    byte[] bytes = value.toByteArray();
    if (length == 0) {
      return Binary.fromConstantByteArray(bytes);
    }
    byte[] padded = new byte[length];
    Arrays.fill(padded, (byte) (value.signum() < 0 ? -1 : 0));
    System.arraycopy(bytes, 0, padded, length - bytes.length, bytes.length);
    return Binary.fromConstantByteArray(padded);
  }

  @Test
  void listsOfOldWriters() throws IOException {
    Path file =
        write(
            "optional group two (LIST) { repeated int32 element; }"
                + " repeated int64 bare;"
                + " optional group tuple (LIST) { repeated group tuple_tuple {"
                + " required int32 x; } }"
                + " optional group pairs (LIST) { repeated group array {"
                + " required int32 x; optional int32 y; } }"
                + " optional group old (MAP_KEY_VALUE) { repeated group map {"
                + " required binary key (STRING); optional int32 value; } }",
            WriterVersion.PARQUET_1_0,
            3,
            (group, i) -> {
              if (i == 0) {
                return;
              }
              Group two = group.addGroup("two");
              Group tuple = group.addGroup("tuple");
              Group pairs = group.addGroup("pairs");
              Group old = group.addGroup("old");
              for (int j = 1; j < i + 1 && i == 2; j++) {
                two.append("element", j);
                group.append("bare", j * 10L);
                tuple.addGroup("tuple_tuple").append("x", j);
                Group pair = pairs.addGroup("array").append("x", j);
                if (j == 2) {
                  pair.append("y", 5);
                }
                old.addGroup("map").append("key", "k" + j).append("value", j);
              }
            });
    RowType type = ParquetSchema.of(file);
    assertEquals(
        List.of(
            "INTEGER ARRAY",
            "BIGINT ARRAY",
            "ROW(x INTEGER NOT NULL) ARRAY",
            "ROW(x INTEGER NOT NULL, y INTEGER) ARRAY",
            "MAP<VARCHAR, INTEGER>"),
        type.types().stream().map(Type::sql).toList());
    List<Object> none = List.of();
    assertEquals(
        List.of(
            Arrays.asList(null, none, null, null, null),
            List.of(none, none, none, none, List.of(none, none)),
            List.of(
                List.of(1L, 2L),
                List.of(10L, 20L),
                List.of(List.of(1L), List.of(2L)),
                List.of(Arrays.asList(1L, null), List.of(2L, 5L)),
                List.of(List.of(RowValues.text("k1"), RowValues.text("k2")), List.of(1L, 2L)))),
        read(file));
  }
}
