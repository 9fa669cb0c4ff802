package io.millrace.engine.flow;

import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * How far a feed has come: what a restart needs to go on exactly there.
 *
 * @param offset the reader's offset, empty at the start
 * @param rows how many rows the reader has delivered in all
 * @param watermark the watermark reached
 * @param badRecords how many records could not be decoded
 * @param isPaused whether it has been told to wait
 * @param failure why the feed has stopped, if it has
 * @param isFinished whether all rows there will ever be have been read
 */
record FeedPosition(
    Optional<String> offset,
    long rows,
    long watermark,
    long badRecords,
    boolean isPaused,
    Optional<MillraceException> failure,
    boolean isFinished) {
  static final FeedPosition START =
      new FeedPosition(Optional.empty(), 0, Long.MIN_VALUE, 0, false, Optional.empty(), false);

  /** Returns this position with another reason for having stopped. */
  FeedPosition withFailure(Optional<MillraceException> reason) {
    return new FeedPosition(offset, rows, watermark, badRecords, isPaused, reason, isFinished);
  }

  /** Returns this position of a feed that waits, or does not. */
  FeedPosition paused(boolean waits) {
    return new FeedPosition(
        offset, rows, watermark, badRecords, waits, Optional.empty(), isFinished);
  }

  /** Returns this position as the end. */
  FeedPosition finished() {
    return new FeedPosition(offset, rows, watermark, badRecords, isPaused, failure, true);
  }

  byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeLong(rows);
      out.writeLong(watermark);
      out.writeLong(badRecords);
      out.writeBoolean(isPaused);
      writeText(out, offset.orElse(null));
      writeText(out, failure.map(error -> error.code().name()).orElse(null));
      writeText(out, failure.map(MillraceException::describe).orElse(null));
      out.writeBoolean(isFinished);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static FeedPosition fromBytes(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      long rows = in.readLong();
      long watermark = in.readLong();
      long badRecords = in.readLong();
      boolean isPaused = in.readBoolean();
      Optional<String> offset = readText(in);
      Optional<String> code = readText(in);
      Optional<String> reason = readText(in);
      boolean isFinished = in.readBoolean();
      return new FeedPosition(
          offset,
          rows,
          watermark,
          badRecords,
          isPaused,
          code.map(name -> new MillraceException(ErrorCode.valueOf(name), reason.orElse(""))),
          isFinished);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a text, or null, of any length. */
  private static void writeText(DataOutputStream out, String text) throws IOException {
    if (text == null) {
      out.writeInt(-1);
    } else {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      out.writeInt(bytes.length);
      out.write(bytes);
    }
  }

  private static Optional<String> readText(DataInputStream in) throws IOException {
    int length = in.readInt();
    return length < 0
        ? Optional.empty()
        : Optional.of(new String(in.readNBytes(length), StandardCharsets.UTF_8));
  }
}
