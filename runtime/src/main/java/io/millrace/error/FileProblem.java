package io.millrace.error;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** What the file system refuses, in a user's words: its exceptions name nothing but the file. */
public final class FileProblem {
  private FileProblem() {}

  /** Returns the kind of error. */
  public static ErrorCode code(IOException e) {
    if (e instanceof AccessDeniedException) {
      return ErrorCode.INSUFFICIENT_PRIVILEGE;
    } else if (e instanceof NoSuchFileException) {
      return ErrorCode.FILE_NOT_FOUND;
    } else if (e instanceof ClosedByInterruptException) {
      return ErrorCode.QUERY_CANCELED;
    }
    return ErrorCode.IO_ERROR;
  }

  /**
   * Returns why something could not be done, as the end of a sentence; it does not name the file.
   */
  public static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    } else if (e instanceof NoSuchFileException) {
      return "it does not exist";
    } else if (e instanceof FileAlreadyExistsException) {
      return "a file of that name is in the way";
    } else if (e instanceof NotDirectoryException) {
      return "it is not a folder";
    } else if (e instanceof DirectoryNotEmptyException) {
      return "the folder is not empty";
    } else if (e instanceof FileSystemLoopException) {
      return "its links go in a circle";
    } else if (e instanceof ClosedByInterruptException) {
      return "canceled";
    } else if (e instanceof EOFException) {
      return "it ends too early";
    } else if (e instanceof FileSystemException known) {
      return known.getReason() == null ? "the system refuses it" : lowerCase(known.getReason());
    }
    return e.getMessage() == null ? "the system refuses it" : e.getMessage();
  }

  private static String lowerCase(String reason) {
    return reason.isEmpty()
        ? reason
        : Character.toLowerCase(reason.charAt(0)) + reason.substring(1);
  }
}
