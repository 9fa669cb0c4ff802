package io.millrace.lake.parquet;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * The pages of a column's open row group, as bytes in pieces: what is there is not copied when more
 * comes, as growing one array of many megabytes would.
 */
final class PageBytes extends OutputStream {
  private static final int SMALLEST = 1 << 10;
  private static final int LARGEST = 1 << 18;

  private final List<byte[]> pieces = new ArrayList<>();

  /** The piece that is being filled. */
  private byte[] last = {};

  private int lastIndex = -1;
  private int end;
  private long before;

  /** Returns how many bytes there are. */
  long size() {
    return before + end;
  }

  @Override
  public void write(int value) {
    if (end == last.length) {
      nextPiece();
    }
    last[end++] = (byte) value;
  }

  @Override
  public void write(byte[] source, int offset, int length) {
    int from = offset;
    int left = length;
    while (left > 0) {
      if (end == last.length) {
        nextPiece();
      }
      int count = Math.min(left, last.length - end);
      System.arraycopy(source, from, last, end, count);
      end += count;
      from += count;
      left -= count;
    }
  }

  private void nextPiece() {
    before += end;
    if (++lastIndex == pieces.size()) {
      pieces.add(new byte[(int) Math.min(LARGEST, Math.max(SMALLEST, before))]);
    }
    last = pieces.get(lastIndex);
    end = 0;
  }

  /** Hands all bytes on, in order. */
  void writeTo(LeafWriter.Output output) throws IOException {
    for (int i = 0; i < lastIndex; i++) {
      output.write(pieces.get(i), pieces.get(i).length);
    }
    output.write(last, end);
  }

  /** Forgets all bytes; the pieces serve the next row group. */
  void clear() {
    last = new byte[0];
    lastIndex = -1;
    end = 0;
    before = 0;
  }
}
