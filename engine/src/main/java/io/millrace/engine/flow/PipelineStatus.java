package io.millrace.engine.flow;

import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What the store keeps of a pipeline besides its state: where it is in its life, and why.
 *
 * @param lateRows how many rows have come too late for their windows
 */
record PipelineStatus(Pipeline.Status status, ErrorCode code, long lateRows, String reason) {
  /** A pipeline that has not been computed. */
  static final PipelineStatus NEW =
      new PipelineStatus(Pipeline.Status.FILLING, ErrorCode.INTERNAL, 0, "");

  static PipelineStatus of(Pipeline pipeline) {
    Optional<MillraceException> failure = pipeline.failure();
    return new PipelineStatus(
        pipeline.status(),
        failure.map(MillraceException::code).orElse(ErrorCode.INTERNAL),
        pipeline.lateRows(),
        failure.map(MillraceException::describe).orElse(""));
  }

  Optional<MillraceException> failure() {
    return status == Pipeline.Status.STOPPED
        ? Optional.of(new MillraceException(code, reason))
        : Optional.empty();
  }

  byte[] toBytes() {
    return (status.name() + "\n" + code.name() + "\n" + lateRows + "\n" + reason)
        .getBytes(StandardCharsets.UTF_8);
  }

  static PipelineStatus fromBytes(byte[] bytes) {
    String[] parts = new String(bytes, StandardCharsets.UTF_8).split("\n", 4);
    return new PipelineStatus(
        Pipeline.Status.valueOf(parts[0]),
        ErrorCode.valueOf(parts[1]),
        Long.parseLong(parts[2]),
        parts[3]);
  }
}
