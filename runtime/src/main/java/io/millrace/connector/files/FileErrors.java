package io.millrace.connector.files;

import com.github.luben.zstd.ZstdIOException;
import io.millrace.error.ErrorCode;
import io.millrace.error.FileProblem;
import io.millrace.error.MillraceException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.ZipException;

/** The errors of the files connector, in one place. */
final class FileErrors {
  private FileErrors() {}

  static MillraceException of(IOException cause, Path path) {
    if (cause instanceof NoSuchFileException) {
      return notFound(path);
    } else if (cause instanceof ZipException || cause instanceof ZstdIOException) {
      return damaged(path, "it is not compressed as its name says", cause);
    }
    return new MillraceException(
        FileProblem.code(cause),
        "'" + absolute(path) + "' cannot be read: " + FileProblem.reason(cause),
        cause);
  }

  static MillraceException notFound(Path path) {
    for (Path above = absolute(path).getParent(); above != null; above = above.getParent()) {
      if (Files.isDirectory(above)) {
        if (!Files.isExecutable(above)) {
          return of(new AccessDeniedException(above.toString()), above);
        }
        break;
      }
    }
    return new MillraceException(
        ErrorCode.FILE_NOT_FOUND, "no file or folder '" + absolute(path) + "'");
  }

  static MillraceException shrunk(Path path, long from, long to) {
    return new MillraceException(
        ErrorCode.DATA_CORRUPTED,
        "'"
            + absolute(path)
            + "' has shrunk from "
            + from
            + " to "
            + to
            + " bytes since it was read; files that are read may only grow");
  }

  static MillraceException replaced(Path path) {
    return new MillraceException(
        ErrorCode.DATA_CORRUPTED,
        "'"
            + absolute(path)
            + "' is not the file that was read before; write new rows to a new file");
  }

  static MillraceException damaged(Path path, String reason, IOException cause) {
    return new MillraceException(
        ErrorCode.DATA_CORRUPTED, "'" + absolute(path) + "' is damaged: " + reason, cause);
  }

  static MillraceException malformed(String place, String reason, String text) {
    return new MillraceException(
        ErrorCode.MALFORMED_RECORD,
        place
            + ": "
            + reason
            + (text.isEmpty() ? "" : ": " + text)
            + " (option 'malformed' = 'count' counts such records and goes on)");
  }

  static MillraceException invalid(String message) {
    return new MillraceException(ErrorCode.INVALID_OPTION, message);
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }
}
