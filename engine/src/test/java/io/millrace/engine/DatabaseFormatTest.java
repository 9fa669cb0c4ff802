package io.millrace.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.engine.flow.DatabaseOptions;
import io.millrace.engine.flow.Keys;
import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.state.store.EpochBatch;
import io.millrace.state.store.RocksStateStore;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What another release, or damage, has left in a database's directory. */
class DatabaseFormatTest {
  @TempDir private Path directory;

  private DatabaseOptions options() {
    return DatabaseOptions.at(directory).withDurable(false);
  }

  private void write(Consumer<EpochBatch> change) {
    try (RocksStateStore store = RocksStateStore.open(directory.resolve("state"))) {
      EpochBatch batch = store.begin(store.lastEpoch() + 1);
      change.accept(batch);
      batch.commit();
    }
  }

  private MillraceException refused() {
    return assertThrows(MillraceException.class, () -> Database.open(options()).close());
  }

  @Test
  void refusesAnotherReleasesCatalogAndSaysWhatToDo() {
    try (Database database = Database.open(options());
        Session session = database.session()) {
      session.execute("CREATE TABLE t (a INTEGER)");
    }
    Database.open(options()).close();
    write(batch -> batch.put("database", Keys.of("format"), Keys.of("99")));
    MillraceException newer = refused();
    assertEquals(ErrorCode.FEATURE_NOT_SUPPORTED, newer.code());
    assertTrue(newer.getMessage().contains("format 99"), newer.getMessage());
    write(batch -> batch.delete("database", Keys.of("format")));
    MillraceException older = refused();
    assertEquals(ErrorCode.FEATURE_NOT_SUPPORTED, older.code());
    assertTrue(older.getMessage().contains("format 1"), older.getMessage());
  }

  @Test
  void saysThatTheCatalogIsDamaged() {
    Database.open(options()).close();
    write(batch -> batch.put("catalog", Keys.of("0000000001"), new byte[] {0, 0, 0, 9, 1}));
    assertEquals(ErrorCode.DATA_CORRUPTED, refused().code());
  }
}
