package io.millrace.lake.parquet;

import io.millrace.batch.Column;
import io.millrace.batch.Nulls;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.RowGroup;

/**
 * A leaf below a nested column: its levels and its values for the records being read.
 *
 * <p>Its <em>slots</em> are the places where a value of it could be: where everything repeated
 * above it is there. Levels without a slot only say that an array is empty or null.
 */
final class LeafLevels {
  private final SchemaNode node;
  private final int slotDefinition;
  private final ColumnDecoder decoder;
  private final FileChannel channel;
  private final PageBuffers buffers;
  private PageSource pages;
  private int[] pageDefinitions = new int[0];
  private int[] pageRepetitions = new int[0];
  private int pageAt;
  private int pageCount;
  private int[] slots = new int[0];
  private long[] nulls;

  int[] definitions = new int[256];
  int[] repetitions = new int[256];
  int count;

  /** The values, one a slot; null if only the levels are wanted. */
  Column column;

  /**
   * @param slotDefinition the definition level from which on there is a slot
   * @param decoder null if only the levels are wanted
   */
  LeafLevels(
      SchemaNode node,
      int slotDefinition,
      ColumnDecoder decoder,
      FileChannel channel,
      PageBuffers buffers) {
    this.node = node;
    this.slotDefinition = slotDefinition;
    this.decoder = decoder;
    this.channel = channel;
    this.buffers = buffers;
  }

  /** See {@link ColumnReader#work}. */
  double work(RowGroup group) {
    return ColumnReader.work(node, group);
  }

  void startRowGroup(RowGroup group) throws IOException {
    pages =
        new PageSource(
            channel,
            group.getColumns().get(node.leaf).getMeta_data(),
            node.definition,
            node.repetition,
            buffers,
            decoder instanceof BytesDecoder);
    pageAt = 0;
    pageCount = 0;
  }

  /** Reads the levels and values of the next records. */
  void read(int records, Codec codec) throws IOException {
    count = 0;
    nulls = null;
    if (decoder != null) {
      decoder.start(records);
    }
    int started = 0;
    boolean done = false;
    while (!done) {
      if (pageAt == pageCount && !nextPage(codec)) {
        if (started < records) {
          throw new IOException("column '" + node.name() + "' ends before its last row");
        }
        break;
      }
      int from = pageAt;
      while (pageAt < pageCount) {
        if (node.repetition == 0 || pageRepetitions[pageAt] == 0) {
          if (started == records) {
            done = true;
            break;
          }
          started++;
        }
        pageAt++;
      }
      append(from, pageAt);
    }
    if (decoder != null) {
      long[] bitmap = nulls;
      if (bitmap != null && bitmap.length < Nulls.allocate(decoder.size).length) {
        bitmap = Arrays.copyOf(bitmap, Nulls.allocate(decoder.size).length);
      }
      column = decoder.finish(bitmap);
    }
  }

  private void append(int from, int to) throws IOException {
    int length = to - from;
    if (definitions.length < count + length) {
      definitions = Arrays.copyOf(definitions, Math.max(count + length, definitions.length * 2));
      repetitions = Arrays.copyOf(repetitions, definitions.length);
    }
    System.arraycopy(pageDefinitions, from, definitions, count, length);
    System.arraycopy(pageRepetitions, from, repetitions, count, length);
    count += length;
    if (decoder == null) {
      return;
    }
    if (slots.length < length) {
      slots = new int[length];
    }
    int filled = 0;
    int present = 0;
    for (int i = from; i < to; i++) {
      int definition = pageDefinitions[i];
      if (definition >= slotDefinition) {
        if (definition == node.definition) {
          present++;
        } else {
          markNull(decoder.size + filled);
        }
        slots[filled++] = definition;
      }
    }
    decoder.spread(slots, filled, present, node.definition);
  }

  private void markNull(int slot) {
    int word = slot >>> 6;
    if (nulls == null) {
      nulls = new long[Math.max(4, word + 1)];
    } else if (word >= nulls.length) {
      nulls = Arrays.copyOf(nulls, Math.max(word + 1, nulls.length * 2));
    }
    Nulls.set(nulls, slot);
  }

  private boolean nextPage(Codec codec) throws IOException {
    while (true) {
      PageType type = pages.next(codec);
      if (type == null) {
        return false;
      }
      if (type == PageType.DICTIONARY_PAGE) {
        if (decoder != null) {
          decoder.loadDictionary(pages);
        }
        continue;
      }
      if (decoder != null) {
        decoder.loadPage(pages);
      }
      pageAt = 0;
      pageCount = pages.valueCount;
      if (pageDefinitions.length < pageCount) {
        pageDefinitions = new int[pageCount];
        pageRepetitions = new int[pageCount];
      }
      if (node.definition > 0) {
        pages.definitions.read(pageDefinitions, 0, pageCount);
      }
      if (node.repetition > 0) {
        pages.repetitions.read(pageRepetitions, 0, pageCount);
      }
      if (pageCount > 0) {
        return true;
      }
    }
  }
}
