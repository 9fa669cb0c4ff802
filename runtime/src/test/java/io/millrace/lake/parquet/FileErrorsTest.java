package io.millrace.lake.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the file system says, in words and codes of ours. */
class FileErrorsTest {
  private static final Path FILE = Path.of("a", "b");

  private static void assertError(ErrorCode code, String message, IOException cause) {
    MillraceException e = FileErrors.notWritten(FILE, cause);
    assertEquals(code, e.code());
    assertEquals(message, e.getMessage());
  }

  @Test
  void reasonsAreNamed() {
    assertError(
        ErrorCode.INSUFFICIENT_PRIVILEGE,
        "'" + FILE + "' cannot be written: permission denied",
        new AccessDeniedException("a/b"));
    assertError(
        ErrorCode.FILE_NOT_FOUND,
        "'" + FILE + "' cannot be written: it does not exist",
        new NoSuchFileException("a/b"));
    assertError(
        ErrorCode.IO_ERROR,
        "'" + FILE + "' cannot be written: no space left on device",
        new FileSystemException("a/b", null, "No space left on device"));
    assertError(
        ErrorCode.IO_ERROR,
        "'" + FILE + "' cannot be written: Input/output error",
        new IOException("Input/output error"));
    assertError(
        ErrorCode.QUERY_CANCELED,
        "'" + FILE + "' was not written: canceled",
        new ClosedByInterruptException());
  }
}
