package io.millrace.state.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

class RocksErrorsTest {
  private final RocksErrors errors = new RocksErrors(Path.of("db"));

  private static RocksDBException failure(Status.SubCode subCode, String text) {
    return new RocksDBException(new Status(Status.Code.IOError, subCode, text));
  }

  /** Whoever closes the database then loses what would have been written once there is room. */
  @Test
  void aFullDiskIsNoReasonToClose() {
    MillraceException error = errors.commit(6, failure(Status.SubCode.NoSpace, "000004.log"));
    assertEquals(ErrorCode.IO_ERROR, error.code());
    assertEquals(
        "epoch 6 of database 'db' could not be made durable: the disk is full: 000004.log",
        error.getMessage());
    MillraceException told =
        errors.commit(6, failure(Status.SubCode.None, "000004.log: No space left on device"));
    assertEquals(
        "epoch 6 of database 'db' could not be made durable: the disk is full:"
            + " 000004.log: No space left on device",
        told.getMessage());
  }

  @Test
  void anotherFailureMayNeedOpeningAgain() {
    MillraceException error = errors.commit(7, failure(Status.SubCode.None, "000004.log: fails"));
    assertEquals(ErrorCode.IO_ERROR, error.code());
    assertEquals(
        "epoch 7 of database 'db' could not be made durable; if that goes on, close the database and"
            + " open it again: 000004.log: fails",
        error.getMessage());
  }
}
