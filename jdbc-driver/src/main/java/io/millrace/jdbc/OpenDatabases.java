package io.millrace.jdbc;

import io.millrace.engine.Database;
import io.millrace.engine.flow.DatabaseOptions;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** The databases that this process has open: connections to the same one share it. */
final class OpenDatabases {
  private static final Map<String, Shared> OPEN = new HashMap<>();

  private OpenDatabases() {}

  private static final class Shared {
    private final Database database;
    private int users;

    private Shared(Database database) {
      this.database = database;
    }
  }

  /** One user's hold on a database; the last to let go closes it. */
  static final class Lease implements AutoCloseable {
    private final String key;
    private final Shared shared;
    private boolean released;

    private Lease(String key, Shared shared) {
      this.key = key;
      this.shared = shared;
    }

    Database database() {
      return shared.database;
    }

    @Override
    public void close() {
      synchronized (OPEN) {
        if (released) {
          return;
        }
        released = true;
        if (--shared.users == 0) {
          OPEN.remove(key);
          shared.database.close();
        }
      }
    }
  }

  /**
   * Opens a database, or shares one that is open; its options are then those of the first.
   *
   * @param name the name of a database in memory that connections share; empty for one of its own
   */
  static Lease open(DatabaseOptions options, String name) {
    String key =
        options
            .directory()
            .map(directory -> "dir:" + directory)
            .orElse(name.isEmpty() ? "own:" + UUID.randomUUID() : "memory:" + name);
    synchronized (OPEN) {
      Shared shared = OPEN.get(key);
      if (shared == null) {
        shared = new Shared(Database.open(options));
        OPEN.put(key, shared);
      }
      shared.users++;
      return new Lease(key, shared);
    }
  }
}
