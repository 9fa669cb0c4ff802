package io.millrace.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Maven module and the modules that its main code may name. */
enum Module {
  PARSER("parser"),
  RUNTIME("runtime"),
  PLANNER("planner", PARSER, RUNTIME),
  ENGINE("engine", PARSER, RUNTIME, PLANNER),
  JDBC_DRIVER("jdbc-driver", PARSER, RUNTIME, ENGINE),
  /**
   * Sees {@code java.sql} and the lexer, so that it works alike on an embedded and a remote
   * database.
   */
  SHELL("shell", PARSER),
  /** Tests what users can reach. */
  SQL_TESTS("sql-tests", JDBC_DRIVER);

  /** A module's folder of classes, or its jar, which may be a copy beside another module's. */
  private static final Pattern ORIGIN =
      Pattern.compile(
          ".*/(?:([a-z-]+)/target/(?:test-)?classes/|millrace-([a-z-]+?)(?:-\\d[^/]*)?\\.jar!/).*");

  private final String folder;
  private final Set<Module> visible;

  Module(String folder, Module... visible) {
    this.folder = folder;
    this.visible = Set.of(visible);
  }

  /** Says whether code of this module may name a class of {@code other}. */
  boolean sees(Module other) {
    return other == this || visible.contains(other);
  }

  /** Finds the module that a class was compiled in; empty for a class of another library. */
  static Optional<Module> of(JavaClass type) {
    return type.getSource()
        .map(source -> ORIGIN.matcher(source.getUri().toString()))
        .filter(Matcher::matches)
        .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
        .flatMap(
            folder ->
                Arrays.stream(values()).filter(module -> module.folder.equals(folder)).findFirst());
  }

  @Override
  public String toString() {
    return folder;
  }
}
