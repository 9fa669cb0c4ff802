package io.millrace.engine.flow;

import io.millrace.batch.Batch;
import io.millrace.operator.time.Watermark;
import io.millrace.type.RowType;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Rows that are made when they are asked for: system tables, files read without declaring. */
public final class VirtualDataset implements Dataset {
  private final String name;
  private final RowType type;
  private final ReadPoint rows;

  public VirtualDataset(String name, RowType type, ReadPoint rows) {
    this.name = name;
    this.type = type;
    this.rows = rows;
  }

  /** A dataset of one batch, which is not worth counting. */
  public static VirtualDataset of(String name, RowType type, Supplier<Batch> rows) {
    return new VirtualDataset(name, type, new OneBatch(rows));
  }

  private record OneBatch(Supplier<Batch> rows) implements ReadPoint {
    @Override
    public void scan(int[] columns, Consumer<Batch> take) {
      Batch batch = rows.get();
      if (!batch.isEmpty()) {
        take.accept(batch.select(columns));
      }
    }

    @Override
    public long size() {
      return 0;
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public RowType type() {
    return type;
  }

  @Override
  public Watermark watermark() {
    return () -> Watermark.NONE;
  }

  @Override
  public ReadPoint readPoint() {
    return rows;
  }
}
