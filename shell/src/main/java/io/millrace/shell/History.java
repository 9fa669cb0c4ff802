package io.millrace.shell;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Where what was typed is kept: in the state directory that the XDG specification names. */
final class History {
  private History() {}

  /** Returns the file; empty where there is no home. */
  static Optional<Path> file(UnaryOperator<String> environment) {
    String state = environment.apply("XDG_STATE_HOME");
    if (state != null && Path.of(state).isAbsolute()) {
      return Optional.of(Path.of(state, "millrace", "history"));
    }
    String home = System.getProperty("user.home", "");
    return home.isEmpty()
        ? Optional.empty()
        : Optional.of(Path.of(home, ".local", "state", "millrace", "history"));
  }
}
