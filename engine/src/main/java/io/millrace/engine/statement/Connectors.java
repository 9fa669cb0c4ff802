package io.millrace.engine.statement;

import io.millrace.connector.Connector;
import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The connectors on the class path, by name. */
public final class Connectors {
  private final TreeMap<String, Connector> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  private Connectors() {}

  /** Finds the connectors that the class path offers. */
  public static Connectors load() {
    Connectors connectors = new Connectors();
    for (Connector connector : ServiceLoader.load(Connector.class)) {
      connectors.byName.put(connector.name(), connector);
    }
    return connectors;
  }

  /** Returns the connector of this name, or refuses it with the names there are. */
  Connector find(String name) {
    Connector connector = byName.get(name);
    if (connector == null) {
      throw new MillraceException(
          ErrorCode.INVALID_OPTION,
          "connector '" + name + "' not found; there are " + String.join(", ", byName.keySet()));
    }
    return connector;
  }
}
