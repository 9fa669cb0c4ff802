package io.millrace.state.store;

import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import java.nio.file.Path;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/** What a user is told when RocksDB fails. */
final class RocksErrors {
  private final Path directory;

  RocksErrors(Path directory) {
    this.directory = directory;
  }

  MillraceException open(RocksDBException cause) {
    return describe("cannot open database '" + directory + "'", cause);
  }

  MillraceException read(RocksDBException cause) {
    return describe("cannot read the state of database '" + directory + "'", cause);
  }

  /**
   * An epoch that could not be written. Of a disk that was full RocksDB recovers by itself once
   * there is room; of what else may go wrong it does only when it is opened again.
   */
  MillraceException commit(long epoch, RocksDBException cause) {
    String problem =
        "epoch " + epoch + " of database '" + directory + "' could not be made durable";
    return isFull(cause)
        ? describe(problem, cause)
        : describe(problem + "; if that goes on, close the database and open it again", cause);
  }

  private static boolean isFull(RocksDBException cause) {
    Status status = cause.getStatus();
    return status != null && status.getSubCode() == Status.SubCode.NoSpace
        || shown(cause).contains("No space left");
  }

  private static String shown(RocksDBException cause) {
    Status status = cause.getStatus();
    String detail = status == null || status.getState() == null ? "" : status.getState();
    return detail.isEmpty() ? String.valueOf(cause.getMessage()) : detail;
  }

  private static MillraceException describe(String problem, RocksDBException cause) {
    Status status = cause.getStatus();
    String shown = shown(cause);
    if (status != null && status.getCode() == Status.Code.Corruption) {
      return new MillraceException(
          ErrorCode.DATA_CORRUPTED, problem + ": a file is damaged: " + shown, cause);
    }
    if (isFull(cause)) {
      return new MillraceException(
          ErrorCode.IO_ERROR, problem + ": the disk is full: " + shown, cause);
    }
    if (shown.contains("Permission denied")) {
      return new MillraceException(
          ErrorCode.INSUFFICIENT_PRIVILEGE, problem + ": no permission: " + shown, cause);
    }
    if (shown.contains("ock")
        && (shown.contains("Resource temporarily unavailable")
            || shown.contains("lock hold by current process"))) {
      return new MillraceException(
          ErrorCode.DATABASE_LOCKED, problem + ": it is already open elsewhere: " + shown, cause);
    }
    return new MillraceException(ErrorCode.IO_ERROR, problem + ": " + shown, cause);
  }
}
