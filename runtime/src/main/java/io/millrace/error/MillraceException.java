package io.millrace.error;

import java.util.Objects;

/**
 * An error for the user: the problem, why, and what to do, in the user's words.
 *
 * <p>It ends a statement, or stops one view or one feed; it never ends the process.
 */
public final class MillraceException extends RuntimeException {
  private final transient ErrorCode code;
  private final transient Position position;

  public MillraceException(ErrorCode code, String message) {
    this(code, message, Position.NONE, null);
  }

  public MillraceException(ErrorCode code, String message, Throwable cause) {
    this(code, message, Position.NONE, cause);
  }

  public MillraceException(ErrorCode code, String message, Position position) {
    this(code, message, position, null);
  }

  public MillraceException(ErrorCode code, String message, Position position, Throwable cause) {
    super(message, cause);
    this.code = Objects.requireNonNull(code);
    this.position = Objects.requireNonNull(position);
  }

  /**
   * Returns what to tell of whatever has ended something: itself where it is for users; that memory
   * is used up; else that it is a defect.
   *
   * @param what has ended, as a message begins: {@code view 'm'}
   */
  public static MillraceException of(String what, Throwable failure) {
    if (failure instanceof MillraceException known) {
      return known;
    } else if (failure instanceof OutOfMemoryError) {
      long megabytes = Runtime.getRuntime().maxMemory() >> 20;
      return new MillraceException(
          ErrorCode.OUT_OF_MEMORY,
          what
              + ": the JVM's memory ("
              + megabytes
              + " MB) is used up; give it more (-Xmx), or let it keep less: windows over a stream"
              + " with a watermark forget what has passed",
          failure);
    }
    return new MillraceException(
        ErrorCode.INTERNAL, what + ": internal error: " + failure, failure);
  }

  public ErrorCode code() {
    return code;
  }

  /** Returns the place in the user's text, or {@link Position#NONE}. */
  public Position position() {
    return position;
  }

  /** Returns the message with its place ahead of it: {@code line 1:8: column "x" not found}. */
  public String describe() {
    return position.isKnown() ? position + ": " + getMessage() : getMessage();
  }
}
