package io.millrace.connector.format;

import io.millrace.batch.Batch;
import io.millrace.batch.Column;
import io.millrace.testing.Rows;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Decodes a text, whole or in pieces, for tests of decoders. */
public final class Decoding {
  /** The rows decoded. */
  public final List<List<Object>> rows = new ArrayList<>();

  /** The reasons of malformed records. */
  public final List<String> reasons = new ArrayList<>();

  /** The text of malformed records. */
  public final List<String> records = new ArrayList<>();

  /** Decodes the whole of a text, which ends there. */
  public static Decoding of(RecordDecoder decoder, String text) {
    return of(decoder, text.getBytes(StandardCharsets.UTF_8));
  }

  public static Decoding of(RecordDecoder decoder, byte[] bytes) {
    Decoding decoding = new Decoding();
    byte[] data = Arrays.copyOf(bytes, bytes.length + RecordDecoder.PADDING);
    int at = decoder.begin(data, bytes.length, true);
    do {
      at = decoding.decode(decoder, data, at, bytes.length, true, 3);
    } while (at < bytes.length);
    return decoding;
  }

  /** Decodes a text that becomes known in random pieces, in buffers of random size. */
  public static Decoding inPieces(RecordDecoder decoder, String text, Random random) {
    Decoding decoding = new Decoding();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int known = 0;
    int start;
    do {
      known = Math.min(bytes.length, known + 1 + random.nextInt(20));
      start = decoder.begin(padded(bytes, 0, known), known, known == bytes.length);
    } while (start < 0);
    int from = start;
    while (true) {
      byte[] data = padded(bytes, from, known);
      boolean isEnd = known == bytes.length;
      int at = 0;
      int before;
      do {
        before = at;
        at = decoding.decode(decoder, data, at, known - from, isEnd, 1 + random.nextInt(4));
      } while (at > before);
      from += at;
      if (isEnd) {
        return decoding;
      }
      known = Math.min(bytes.length, known + 1 + random.nextInt(60));
    }
  }

  private static byte[] padded(byte[] bytes, int from, int to) {
    byte[] data = new byte[to - from + RecordDecoder.PADDING];
    System.arraycopy(bytes, from, data, 0, to - from);
    // What stands behind the limit must not matter, but for the first byte.
    Arrays.fill(data, to - from + 1, data.length, (byte) '"');
    return data;
  }

  private int decode(
      RecordDecoder decoder, byte[] data, int from, int limit, boolean end, int maxRows) {
    RecordDecoder.BadRecords bad =
        new RecordDecoder.BadRecords() {
          @Override
          public boolean isFatal() {
            return false;
          }

          @Override
          public boolean isFull() {
            return false;
          }

          @Override
          public void add(int start, int stop, String reason) {
            reasons.add(reason);
            records.add(new String(data, start, stop - start, StandardCharsets.UTF_8).strip());
          }
        };
    int at = decoder.decode(data, from, limit, end, maxRows, bad);
    int count = decoder.rows();
    if (count > 0) {
      Column[] columns = decoder.take();
      rows.addAll(Rows.rows(new Batch(count, columns, null)));
    }
    return at;
  }
}
