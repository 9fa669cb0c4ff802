package io.millrace.lake.parquet;

import io.millrace.batch.Column;
import io.millrace.batch.Nulls;
import java.io.IOException;
import java.nio.channels.FileChannel;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.RowGroup;

/**
 * Reads a column that nothing above repeats: runs of values and runs of nulls, a page at a time.
 * For a field of a row it tells where the row itself is null.
 */
final class FlatReader implements ColumnReader {
  /** Fewer rows than these are not worth a batch of their own. */
  private static final int SMALLEST_BATCH = 1024;

  /**
   * So many rows are read at a time where values and nulls take turns; a run of fewer is not worth
   * the calls that it takes by itself.
   */
  private static final int BLOCK = 1024;

  private final SchemaNode node;
  private final ColumnDecoder decoder;
  private final FileChannel channel;
  private final PageBuffers buffers;
  private PageSource pages;
  private int pageLeft;
  private final int[] levels = new int[BLOCK];
  private final int above;
  private long[] nulls;
  private long[] nullsAbove;

  FlatReader(SchemaNode node, ColumnDecoder decoder, FileChannel channel, PageBuffers buffers) {
    this(node, 0, decoder, channel, buffers);
  }

  /**
   * @param above the definition level from which on the row is there whose field this is; 0 where
   *     nobody asks
   */
  FlatReader(
      SchemaNode node, int above, ColumnDecoder decoder, FileChannel channel, PageBuffers buffers) {
    this.node = node;
    this.above = above;
    this.decoder = decoder;
    this.channel = channel;
    this.buffers = buffers;
  }

  @Override
  public double work(RowGroup group) {
    return ColumnReader.work(node, group);
  }

  @Override
  public void startRowGroup(RowGroup group) throws IOException {
    pages =
        new PageSource(
            channel,
            group.getColumns().get(node.leaf).getMeta_data(),
            node.definition,
            0,
            buffers,
            decoder instanceof BytesDecoder);
    pageLeft = 0;
  }

  @Override
  public int preferredRows(int limit, Codec codec) throws IOException {
    if (!(decoder instanceof BytesDecoder bytes)) {
      return limit;
    }
    if (pageLeft == 0) {
      nextPage(codec);
    }
    return bytes.sharesPage() && pageLeft >= SMALLEST_BATCH ? Math.min(limit, pageLeft) : limit;
  }

  @Override
  public Column read(int rows, Codec codec) throws IOException {
    decoder.start(rows);
    nulls = null;
    nullsAbove = null;
    int left = rows;
    while (left > 0) {
      if (pageLeft == 0) {
        nextPage(codec);
      }
      int count = Math.min(left, pageLeft);
      if (node.definition == 0) {
        decoder.values(count);
      } else {
        count = readNullable(count, rows);
      }
      pageLeft -= count;
      left -= count;
    }
    return decoder.finish(nulls);
  }

  /** Returns where, of the rows last read, the row above is null; null where it nowhere is. */
  long[] nullsAbove() {
    return nullsAbove;
  }

  private int readNullable(int limit, int rows) throws IOException {
    int run = pages.definitions.run(limit);
    return run == limit || run >= BLOCK ? readRun(run, rows) : readBlock(limit, rows);
  }

  /** Reads rows all of which have a value, or none of which has one. */
  private int readRun(int run, int rows) throws IOException {
    if (pages.definitions.runValue() == node.definition) {
      decoder.values(run);
    } else {
      nulls = marked(nulls, decoder.size, run, rows);
      if (pages.definitions.runValue() < above) {
        nullsAbove = marked(nullsAbove, decoder.size, run, rows);
      }
      decoder.gap(run);
    }
    pages.definitions.skipRun(run);
    return run;
  }

  /** Reads rows of which some may have a value and some may not. */
  private int readBlock(int limit, int rows) throws IOException {
    int count = Math.min(limit, BLOCK);
    pages.definitions.read(levels, 0, count);
    int present = occurrences(levels, count, node.definition);
    if (present == count) {
      decoder.values(count);
      return count;
    }
    if (nulls == null) {
      nulls = Nulls.allocate(rows);
    }
    int base = decoder.size;
    markOthers(levels, count, node.definition, nulls, base);
    if (above > 0) {
      markAbove(base, count, rows);
    }
    decoder.spread(levels, count, present, node.definition);
    return count;
  }

  private static int occurrences(int[] levels, int count, int level) {
    int found = 0;
    for (int i = 0; i < count; i++) {
      found += levels[i] == level ? 1 : 0;
    }
    return found;
  }

  private static void markOthers(int[] levels, int count, int level, long[] bitmap, int base) {
    for (int i = 0; i < count; i++) {
      if (levels[i] != level) {
        Nulls.set(bitmap, base + i);
      }
    }
  }

  private void markAbove(int base, int count, int rows) {
    for (int i = 0; i < count; i++) {
      if (levels[i] < above) {
        if (nullsAbove == null) {
          nullsAbove = Nulls.allocate(rows);
        }
        Nulls.set(nullsAbove, base + i);
      }
    }
  }

  private static long[] marked(long[] bitmap, int from, int count, int rows) {
    long[] marked = bitmap == null ? Nulls.allocate(rows) : bitmap;
    for (int row = from; row < from + count; row++) {
      Nulls.set(marked, row);
    }
    return marked;
  }

  private void nextPage(Codec codec) throws IOException {
    while (pageLeft == 0) {
      PageType type = pages.next(codec);
      if (type == null) {
        throw new IOException("column '" + node.name() + "' ends before its last row");
      }
      if (type == PageType.DICTIONARY_PAGE) {
        decoder.loadDictionary(pages);
      } else {
        decoder.loadPage(pages);
        pageLeft = pages.valueCount;
      }
    }
  }
}
