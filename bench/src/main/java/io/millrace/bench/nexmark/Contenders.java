package io.millrace.bench.nexmark;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/** The systems, and the class paths that their processes are started with. */
final class Contenders {
  private final Map<String, String> classPaths;

  /**
   * @param arguments {@code class-path}: class paths of systems whose libraries are not on this
   *     process's, by their names
   */
  Contenders(Arguments arguments) {
    classPaths = arguments.pairs("class-path");
  }

  /** Returns the system of a name. */
  Contender find(String name) {
    List<String> names = new ArrayList<>();
    for (Contender contender : ServiceLoader.load(Contender.class, loader(name))) {
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
            + " (others come with the Maven profile nexmark-peers and --class-path system=PATH)");
  }

  /** Returns the class path of a system's processes: its own, or this process's. */
  String classPath(Contender contender) {
    return classPaths.getOrDefault(contender.name(), System.getProperty("java.class.path"));
  }

  /** Returns what finds a system; never closed, as a system is used until the process ends. */
  private ClassLoader loader(String system) {
    ClassLoader ours = Contenders.class.getClassLoader();
    String classPath = classPaths.get(system);
    if (classPath == null) {
      return ours;
    }
    List<URL> entries = new ArrayList<>();
    for (String entry : classPath.split(File.pathSeparator)) {
      try {
        entries.add(Path.of(entry).toUri().toURL());
      } catch (MalformedURLException e) {
        throw new IllegalArgumentException("no class path entry: '" + entry + "'", e);
      }
    }
    return new URLClassLoader(entries.toArray(URL[]::new), ours);
  }
}
