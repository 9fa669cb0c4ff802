package io.millrace.state;

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

  MillraceException commit(long epoch, RocksDBException cause) {
    return describe(
        "epoch "
            + epoch
            + " of database '"
            + directory
            + "' could not be made durable; close the database and open it again",
        cause);
  }

  private static MillraceException describe(String problem, RocksDBException cause) {
    Status status = cause.getStatus();
    String detail = status == null || status.getState() == null ? "" : status.getState();
    String shown = detail.isEmpty() ? String.valueOf(cause.getMessage()) : detail;
    if (status != null && status.getCode() == Status.Code.Corruption) {
      return new MillraceException(
          ErrorCode.DATA_CORRUPTED, problem + ": a file is damaged: " + shown, cause);
    }
    if (status != null && status.getSubCode() == Status.SubCode.NoSpace
        || shown.contains("No space left")) {
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
