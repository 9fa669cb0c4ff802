package io.millrace.engine.flow;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * How far a feed has come: what a restart needs to go on exactly there.
 *
 * @param offset the reader's offset, empty at the start
 * @param rows how many rows the reader has delivered in all
 * @param watermark the watermark reached
 * @param badRecords how many records could not be decoded
 */
record FeedPosition(Optional<String> offset, long rows, long watermark, long badRecords) {
  static final FeedPosition START = new FeedPosition(Optional.empty(), 0, Long.MIN_VALUE, 0);

  byte[] toBytes() {
    byte[] text = offset.orElse("").getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(25 + text.length)
        .put((byte) (offset.isPresent() ? 1 : 0))
        .putLong(rows)
        .putLong(watermark)
        .putLong(badRecords)
        .put(text)
        .array();
  }

  static FeedPosition fromBytes(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    boolean present = buffer.get() == 1;
    long rows = buffer.getLong();
    long watermark = buffer.getLong();
    long badRecords = buffer.getLong();
    String text = new String(bytes, 25, bytes.length - 25, StandardCharsets.UTF_8);
    return new FeedPosition(
        present ? Optional.of(text) : Optional.empty(), rows, watermark, badRecords);
  }
}
