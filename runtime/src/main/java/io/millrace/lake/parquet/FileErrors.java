package io.millrace.lake.parquet;

import io.millrace.error.ErrorCode;
import io.millrace.error.FileProblem;
import io.millrace.error.MillraceException;
import java.io.IOException;
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
    ErrorCode code = FileProblem.code(e);
    String verb = code == ErrorCode.QUERY_CANCELED ? "' was not " : "' cannot be ";
    return new MillraceException(code, "'" + path + verb + what + ": " + FileProblem.reason(e), e);
  }
}
