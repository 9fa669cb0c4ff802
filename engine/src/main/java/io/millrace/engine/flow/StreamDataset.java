package io.millrace.engine.flow;

import io.millrace.batch.Batch;
import io.millrace.connector.Reader;
import io.millrace.operator.time.Watermark;
import io.millrace.type.Projection;
import io.millrace.type.RowType;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * A stream: rows that are not stored. Its rows at a moment are read again from the source, as far
 * as the feed had come; where nothing follows the stream, all that the source has.
 */
public final class StreamDataset implements Dataset {
  private static final int BATCH_ROWS = 16_384;

  private final String name;
  private final RowType type;
  private final Feed feed;

  /**
   * @param type the declared columns, and the per-row watermark last where there is one
   */
  public StreamDataset(String name, RowType type, Feed feed) {
    this.name = name;
    this.type = type;
    this.feed = feed;
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
    return feed.watermark();
  }

  @Override
  public boolean hasEnded() {
    return feed.status() == Feed.Status.FINISHED;
  }

  public Feed feed() {
    return feed;
  }

  @Override
  public ReadPoint readPoint() {
    return new Replay(feed, type.size() - 1, feed.isWanted(), feed.offset());
  }

  /**
   * The rows read so far, read again.
   *
   * @param lastColumn the number of the per-row watermark, where there is one
   * @param isFollowed whether something follows the stream, and its rows end where the feed stands
   */
  private record Replay(Feed feed, int lastColumn, boolean isFollowed, Optional<String> offset)
      implements ReadPoint {
    @Override
    public long size() {
      return feed.source().size().orElse(Long.MAX_VALUE);
    }

    @Override
    public void scan(int[] columns, Consumer<Batch> take) {
      scan(columns, Projection.whole(), take);
    }

    @Override
    public void scan(int[] columns, Projection needed, Consumer<Batch> take) {
      if (isFollowed && offset.isEmpty()) {
        return;
      }
      // Unlike the feed's, a replay's watermark is for those alone who ask for that of each row.
      boolean watermarked =
          feed.isWatermarked() && IntStream.of(columns).anyMatch(column -> column == lastColumn);
      Projection raw = feed.intake().delivered(needed, watermarked);
      SourceWatermark watermark = new SourceWatermark(feed.intake());
      try (Reader reader =
          isFollowed
              ? feed.source().readUntil(offset.orElseThrow(), raw)
              : feed.source().read(Optional.empty(), raw)) {
        for (Batch batch = next(reader); batch != null; batch = next(reader)) {
          Batch rows = feed.intake().complete(batch, Intake.Report.NONE);
          if (!rows.isEmpty()) {
            Batch full = watermarked ? watermark.append(rows, Projection.whole()) : rows;
            take.accept(full.select(columns));
          }
        }
      }
    }
  }

  private static Batch next(Reader reader) {
    Batch batch = reader.poll(BATCH_ROWS);
    // Who follows the stream has been told of them.
    reader.takeBadRecords();
    return batch;
  }
}
