package io.millrace.bench.nexmark;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** The systems on the class path. */
final class Contenders {
  private Contenders() {}

  /** Returns the system of a name. */
  static Contender find(String name) {
    List<String> names = new ArrayList<>();
    for (Contender contender : ServiceLoader.load(Contender.class)) {
      if (contender.name().equals(name)) {
        return contender;
      }
      names.add(contender.name());
    }
    throw new IllegalArgumentException(
        "no system '"
            + name
            + "'; there are "
            + String.join(", ", names)
            + " (others come with the Maven profile nexmark-peers)");
  }
}
