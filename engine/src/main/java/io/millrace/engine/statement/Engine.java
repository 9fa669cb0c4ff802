package io.millrace.engine.statement;

import io.millrace.circuit.Workers;
import io.millrace.engine.catalog.Catalog;
import io.millrace.engine.catalog.ObjectName;
import io.millrace.engine.flow.DatabaseOptions;
import io.millrace.engine.flow.Flow;
import io.millrace.engine.flow.Incidents;
import io.millrace.state.store.StateStore;
import io.millrace.thread.SpareThreads;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The parts of one open database that statements work with.
 *
 * @param directory where its files lie
 * @param workers the threads that steps and queries run on
 * @param spare threads that help to read what they run on
 * @param sequence gives objects their ids
 */
public record Engine(
    DatabaseOptions options,
    Path directory,
    StateStore store,
    Catalog catalog,
    Flow flow,
    Workers workers,
    SpareThreads spare,
    Incidents incidents,
    Connectors connectors,
    AtomicLong sequence) {

  /** Returns the folder of a table's or materialized view's files. */
  Path folder(ObjectName name) {
    return directory.resolve("tables").resolve(name.schema()).resolve(name.name());
  }

  /** Returns an id that no object has had; ids sort in the order in which they were given. */
  String nextId() {
    return String.format(Locale.ROOT, "%010d", sequence.incrementAndGet());
  }
}
