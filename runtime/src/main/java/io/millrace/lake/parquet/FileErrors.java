package io.millrace.lake.parquet;

import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Errors of the file system in the user's words: which file, and why not. */
public final class FileErrors {
  private FileErrors() {}

  /** Returns the error for a file or folder that cannot be written. */
  public static MillraceException notWritten(Path path, IOException e) {
    return failed(path, "written", e);
  }

  /** Returns the error for a file or folder that cannot be read. */
  public static MillraceException notRead(Path path, IOException e) {
    return failed(path, "read", e);
  }

  private static MillraceException failed(Path path, String what, IOException e) {
    if (e instanceof ClosedByInterruptException) {
      return new MillraceException(
          ErrorCode.QUERY_CANCELED, "'" + path + "' was not " + what + ": canceled", e);
    }
    ErrorCode code = ErrorCode.IO_ERROR;
    String reason = e.getMessage();
    if (e instanceof AccessDeniedException) {
      code = ErrorCode.INSUFFICIENT_PRIVILEGE;
      reason = "permission denied";
    } else if (e instanceof NoSuchFileException) {
      code = ErrorCode.FILE_NOT_FOUND;
      reason = "it does not exist";
    } else if (e instanceof FileSystemException known && known.getReason() != null) {
      reason = known.getReason();
    }
    return new MillraceException(
        code, "'" + path + "' cannot be " + what + (reason == null ? "" : ": " + reason), e);
  }
}
