package io.millrace.engine.statement;

import io.millrace.engine.catalog.CatalogEntry;
import io.millrace.engine.flow.Keys;
import io.millrace.state.EpochBatch;
import io.millrace.state.StateStore;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/** Brings a database back as the last epoch left it. */
public final class Restoration {
  private static final String DATABASE = "database";
  private static final byte[] APPLICATION = Keys.of("application");

  private final StateStore store;
  private final String application;

  public Restoration(StateStore store) {
    this.store = store;
    this.application =
        store
            .find(DATABASE, APPLICATION)
            .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
            .orElseGet(this::name);
  }

  private String name() {
    String fresh = "millrace-" + UUID.randomUUID();
    EpochBatch batch = store.begin(store.lastEpoch() + 1);
    batch.put(DATABASE, APPLICATION, Keys.of(fresh));
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
        Schemas.SPACE,
        new byte[0],
        (key, value) -> engine.catalog().addSchema(new String(key, StandardCharsets.UTF_8)));
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
