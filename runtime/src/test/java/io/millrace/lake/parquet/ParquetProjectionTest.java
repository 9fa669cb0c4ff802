package io.millrace.lake.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.millrace.batch.Batch;
import io.millrace.type.Field;
import io.millrace.type.Projection;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is needed is read as if all were; what is not is null. */
class ParquetProjectionTest {
  @TempDir Path directory;

  /** Of all files, one after the other: what is left of one must not show in the next. */
  private final ReadResources resources = ReadResources.alone();

  @Test
  void whatIsNeededIsReadAndTheRestIsNull() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      RandomBatches batches = new RandomBatches(seed);
      RowType type = batches.rowType(5);
      Path file = directory.resolve(seed + ".parquet");
      Batch batch = batches.batch(type, 1 + random.nextInt(seed % 10 == 0 ? 20_000 : 300));
      PageCompression compression = PageCompression.values()[random.nextInt(2)];
      try (ParquetWriter writer =
          ParquetWriter.create(file, ParquetColumn.of(type), Dialect.PARQUET, compression, false)) {
        writer.write(batch);
        writer.finish();
      }
      Projection needed = projection(type.fields(), random);
      List<List<Object>> expected = new ArrayList<>();
      RowValues.rows(batch).forEach(row -> expected.add(masked(row, type.fields(), needed)));
      assertEquals(expected, read(file, type, needed), "seed " + seed + " " + type + needed);
    }
  }

  private static Projection projection(List<Field> fields, Random random) {
    Projection needed = Projection.none();
    for (int i = 0; i < fields.size(); i++) {
      int choice = random.nextInt(3);
      if (choice == 0) {
        continue;
      }
      needed = needed.and(Projection.ofPath(i));
      if (choice == 2 && fields.get(i).type() instanceof Type.StructType row) {
        int field = random.nextInt(row.fields().size());
        needed =
            without(needed, i, fields.size())
                .and(Projection.ofPath(i, field))
                .and(Projection.ofPath(i, random.nextInt(row.fields().size())));
      }
    }
    return needed;
  }

  private static Projection without(Projection needed, int column, int columns) {
    Projection rest = Projection.none();
    for (int i = 0; i < columns; i++) {
      if (i != column && needed.needs(i)) {
        rest = rest.and(needed.of(i).isWhole() ? Projection.ofPath(i) : inside(i, needed.of(i)));
      }
    }
    return rest;
  }

  private static Projection inside(int column, Projection part) {
    Projection all = Projection.none();
    for (int i = 0; i < 100; i++) {
      if (part.needs(i)) {
        all = all.and(Projection.ofPath(column, i));
      }
    }
    return all;
  }

  /** Where only the fields of a row are needed, the row itself tells whether it is there. */
  private static List<Object> masked(List<Object> values, List<Field> fields, Projection needed) {
    List<Object> masked = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      Object value = needed.needs(i) ? values.get(i) : null;
      if (value != null
          && !needed.of(i).isWhole()
          && fields.get(i).type() instanceof Type.StructType row) {
        List<Object> inner = new ArrayList<>((List<?>) value);
        value = masked(inner, row.fields(), needed.of(i));
      }
      masked.add(value);
    }
    return masked;
  }

  private List<List<Object>> read(Path file, RowType type, Projection needed) {
    List<List<Object>> rows = new ArrayList<>();
    try (ParquetReader reader =
        ParquetReader.open(
            ParquetFile.open(file),
            ParquetColumn.of(type),
            IntStream.range(0, type.size()).toArray(),
            needed,
            List.of(),
            resources)) {
      for (Batch batch = reader.next(); batch != null; batch = reader.next()) {
        rows.addAll(RowValues.rows(batch));
      }
    }
    return rows;
  }
}
