package io.millrace.engine.statement;

import io.millrace.engine.catalog.CatalogEntry;
import io.millrace.engine.flow.Keys;
import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.state.store.EpochBatch;
import io.millrace.state.store.StateStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Brings a database back as the last epoch left it. */
public final class Restoration {
  private static final String DATABASE = "database";
  private static final byte[] APPLICATION = Keys.of("application");

  private static final byte[] FORMAT_KEY = Keys.of("format");

  /** The number of the form in which catalog, positions, counts and the state of views are kept. */
  private static final int FORMAT = 5;

  private final StateStore store;
  private final String application;

  /**
   * Looks at what the store holds, and signs an empty one.
   *
   * @throws MillraceException FEATURE_NOT_SUPPORTED where another release has written it
   */
  public Restoration(StateStore store) {
    this.store = store;
    Optional<byte[]> known = store.find(DATABASE, APPLICATION);
    if (known.isPresent()) {
      checkFormat();
      this.application = Keys.text(known.get());
    } else {
      this.application = name();
    }
  }

  private void checkFormat() {
    String found = store.find(DATABASE, FORMAT_KEY).map(Keys::text).orElse("1");
    if (!found.equals(Integer.toString(FORMAT))) {
      throw new MillraceException(
          ErrorCode.FEATURE_NOT_SUPPORTED,
          "the database was written by another release: its catalog and state have format "
              + found
              + ", this release reads format "
              + FORMAT
              + "; open it with the release that wrote it, or read its tables, which are Delta"
              + " tables below 'tables/', with another engine");
    }
  }

  private String name() {
    String fresh = "millrace-" + UUID.randomUUID();
    EpochBatch batch = store.begin(store.lastEpoch() + 1);
    batch.put(DATABASE, APPLICATION, Keys.of(fresh));
    batch.put(DATABASE, FORMAT_KEY, Keys.of(Integer.toString(FORMAT)));
    batch.commit();
    return fresh;
  }

  /** Returns the name by which the database signs its tables' transactions. */
  public String application() {
    return application;
  }

  /** Makes every object again, in the order in which they were created. */
  public void restore(Engine engine) {
    store.scan(
        Schemas.SPACE, new byte[0], (key, value) -> engine.catalog().addSchema(Keys.text(key)));
    List<CatalogEntry> entries = new ArrayList<>();
    store.scan(
        Registry.SPACE, new byte[0], (key, value) -> entries.add(CatalogEntry.fromBytes(value)));
    entries.sort(Comparator.comparing(CatalogEntry::id));
    StatementExecutor executor = new StatementExecutor(engine);
    for (CatalogEntry entry : entries) {
      engine.sequence().set(Long.parseLong(entry.id()));
      executor.restore(entry);
    }
    engine.sequence().set(Math.max(engine.sequence().get(), store.lastEpoch() * 1000));
  }
}
