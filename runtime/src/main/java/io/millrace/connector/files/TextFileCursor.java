package io.millrace.connector.files;

import io.millrace.batch.Column;
import io.millrace.connector.format.ByteScan;
import io.millrace.connector.format.MalformedRecord;
import io.millrace.connector.format.RecordDecoder;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.StandardOpenOption;

/**
 * A JSON or CSV file being read, through buffers that are filled once and then belong to the rows
 * decoded from them.
 */
final class TextFileCursor implements FileCursor {
  static final int BUFFER = 1 << 20;

  /** Room for a little more than is expected, so that the end is met without another buffer. */
  private static final int SPARE = 256;

  private static final int SHOWN = 200;

  /** When what stands behind the last line end is a record. */
  enum Ending {
    /** Never: it may still be being written. */
    UNKNOWN,
    /** If the file is as long as the listing said, and so has not been written to since. */
    AS_LISTED,
    /** Always: the file is as it will be. */
    KNOWN
  }

  private final FoundFile file;
  private final RecordDecoder decoder;
  private final BadRecordList bad;
  private final Ending ending;
  private final int bufferSize;
  private final FileChannel channel;
  private final InputStream input;
  private final Records records = new Records();
  private byte[] data;
  private int from;
  private int limit;
  private long position;
  private long lines;
  private long rows;
  private long unread;
  private boolean isBegun;
  private boolean isLineCut;
  private boolean isExhausted;
  private boolean isCutOff;

  /**
   * Opens a file.
   *
   * @param start how far it has been read before
   * @param ending when a last line without a line end is a record
   * @param until the position, uncompressed, that the file is taken to end at; only for reading
   *     from the start
   */
  TextFileCursor(
      FoundFile file,
      RecordDecoder decoder,
      FileProgress start,
      Ending ending,
      BadRecordList bad,
      int bufferSize,
      long until)
      throws IOException {
    this.file = file;
    this.decoder = decoder;
    this.bad = bad;
    this.ending = ending;
    this.bufferSize = bufferSize;
    this.unread = until;
    position = start.position();
    lines = start.lines();
    rows = start.rows();
    channel = FileChannel.open(file.path(), StandardOpenOption.READ);
    input = openInput();
  }

  private InputStream openInput() throws IOException {
    InputStream stored = Channels.newInputStream(channel);
    try {
      isCutOff = file.compression() != Compression.NONE && channel.size() == 0;
      return isCutOff ? stored : file.compression().open(stored);
    } catch (EOFException e) {
      // Not even the header of the compression is there yet.
      stored.close();
      isCutOff = true;
      return InputStream.nullInputStream();
    } catch (IOException e) {
      stored.close();
      throw FileErrors.damaged(file.path(), e.getMessage(), e);
    }
  }

  @Override
  public int read(int maxRows) {
    try {
      if (!isBegun && !begin()) {
        return 0;
      }
      if (isLineCut && !passCutLine()) {
        return 0;
      }
      while (true) {
        int next = decoder.decode(data, from, limit, isEnd(), maxRows, records);
        advance(next);
        if (decoder.rows() > 0) {
          return decoder.rows();
        }
        if (bad.isFull() || !fill()) {
          return 0;
        }
      }
    } catch (IOException e) {
      throw FileErrors.of(e, file.path());
    }
  }

  /** Returns whether the buffer's limit is the end of the last record. */
  private boolean isEnd() {
    return isExhausted
        && !isCutOff
        && (ending == Ending.KNOWN
            || file.compression() != Compression.NONE
            || (ending == Ending.AS_LISTED && position + limit - from == file.size()));
  }

  private void advance(int next) {
    lines += ByteScan.countLines(data, from, next);
    position += next - from;
    from = next;
  }

  /** Reads what stands before the records, and goes to where reading is to begin. */
  private boolean begin() throws IOException {
    if (data == null) {
      allocate(0);
    }
    int first;
    do {
      boolean more = fill();
      try {
        first = decoder.begin(data, limit, isEnd());
      } catch (MalformedRecord e) {
        throw FileErrors.malformed(file.path().toString(), e.getMessage(), "");
      }
      if (first == RecordDecoder.MORE && !more) {
        return false;
      }
    } while (first == RecordDecoder.MORE);
    if (position <= first) {
      lines = ByteScan.countLines(data, 0, first);
      position = first;
      from = first;
    } else {
      skipTo(position);
      isLineCut =
          from < limit
              && file.compression() == Compression.NONE
              && decoder.isCut(data[from - 1], data[from]);
    }
    isBegun = true;
    return true;
  }

  /** Goes to a position behind the beginning of the file, before any record has been decoded. */
  private void skipTo(long target) throws IOException {
    if (target <= limit) {
      from = (int) target;
      return;
    }
    // The byte before is looked at, too.
    if (file.compression() == Compression.NONE) {
      channel.position(target - 1);
    } else {
      try {
        input.skipNBytes(target - 1 - limit);
      } catch (EOFException e) {
        throw FileErrors.shrunk(file.path(), target, limit);
      }
    }
    allocate(0);
    isExhausted = false;
    fill();
    if (limit == 0) {
      throw FileErrors.shrunk(file.path(), target, target - 1);
    }
    from = 1;
  }

  /**
   * Passes over the rest of a line whose beginning was taken for the whole of it, and returns
   * whether its end is there.
   */
  private boolean passCutLine() throws IOException {
    int end = ByteScan.lineEnd(data, from, limit);
    while (end == limit) {
      if (!fill()) {
        return false;
      }
      end = ByteScan.lineEnd(data, from, limit);
    }
    records.add(from, end, "the line went on after its beginning had been taken for a record");
    advance(end);
    isLineCut = false;
    return true;
  }

  private void allocate(int least) {
    long expected =
        file.compression() == Compression.NONE ? file.size() - position + SPARE : bufferSize;
    int size = (int) Math.max(least, Math.min(bufferSize, Math.max(expected, SPARE)));
    data = new byte[size + RecordDecoder.PADDING];
    from = 0;
    limit = 0;
  }

  /** Reads more bytes behind those that are left; returns whether there is more to decode. */
  private boolean fill() throws IOException {
    if (isExhausted) {
      return false;
    }
    if (room() < SPARE / 4) {
      byte[] old = data;
      int start = from;
      int rest = limit - from;
      allocate(rest * 2 + SPARE);
      System.arraycopy(old, start, data, 0, rest);
      limit = rest;
    }
    int before = limit;
    while (room() > 0) {
      int length = readInput(room());
      if (length < 0) {
        isExhausted = true;
        break;
      }
      limit += length;
    }
    data[limit] = 0;
    // At the end what is left is decoded once more, now that it is known to be all.
    return limit > before || (isEnd() && from < limit);
  }

  private int room() {
    return data.length - RecordDecoder.PADDING - limit;
  }

  private int readInput(int room) throws IOException {
    if (unread <= 0) {
      return -1;
    }
    try {
      int length = input.read(data, limit, (int) Math.min(room, unread));
      unread -= Math.max(0, length);
      return length;
    } catch (EOFException e) {
      isCutOff = true;
      return -1;
    } catch (IOException e) {
      if (file.compression() == Compression.NONE) {
        throw e;
      } else if (String.valueOf(e.getMessage()).startsWith("Truncated")) {
        isCutOff = true;
        return -1;
      }
      throw FileErrors.damaged(file.path(), e.getMessage(), e);
    }
  }

  @Override
  public String unfinished() {
    return isCutOff ? "the compressed data is cut off" : "";
  }

  @Override
  public Column[] take() {
    rows += decoder.rows();
    return decoder.take();
  }

  @Override
  public FileProgress progress() {
    long size = -1;
    if (isExhausted) {
      size = file.compression() == Compression.NONE ? position + limit - from : file.size();
    }
    return new FileProgress(size, position, rows, lines);
  }

  @Override
  public void close() {
    try {
      input.close();
    } catch (IOException e) {
      throw FileErrors.of(e, file.path());
    }
  }

  /** Gives bad records their place. */
  private final class Records implements RecordDecoder.BadRecords {
    @Override
    public boolean isFatal() {
      return bad.isFatal();
    }

    @Override
    public boolean isFull() {
      return bad.isFull();
    }

    @Override
    public void add(int start, int end, String reason) {
      long line = lines + ByteScan.countLines(data, from, start) + 1;
      int shown = Math.min(end, start + SHOWN);
      String text = new String(data, start, shown - start, StandardCharsets.UTF_8).strip();
      bad.add(file.path() + ":" + line, reason, shown < end ? text + "…" : text);
    }
  }
}
