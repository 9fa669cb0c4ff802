package io.millrace.bench.nexmark;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A command's {@code --name value} and {@code --name} arguments. */
final class Arguments {
  private static final String PREFIX = "--";

  private final Map<String, String> values = new LinkedHashMap<>();
  private final Set<String> asked = new LinkedHashSet<>();

  Arguments(List<String> given) {
    for (int i = 0; i < given.size(); i++) {
      String argument = given.get(i);
      if (!argument.startsWith(PREFIX)) {
        throw new IllegalArgumentException("expected --option, found '" + argument + "'");
      }
      boolean hasValue = i + 1 < given.size() && !given.get(i + 1).startsWith(PREFIX);
      values.put(argument.substring(PREFIX.length()), hasValue ? given.get(++i) : "true");
    }
  }

  String text(String name, String otherwise) {
    asked.add(name);
    return values.getOrDefault(name, otherwise);
  }

  boolean isGiven(String name) {
    asked.add(name);
    return values.containsKey(name);
  }

  boolean flag(String name) {
    return Boolean.parseBoolean(text(name, "false"));
  }

  /** Returns a number, which may end in k or m: thousands or millions. */
  long number(String name, long otherwise) {
    asked.add(name);
    String given = values.get(name);
    if (given == null) {
      return otherwise;
    }
    long unit = given.endsWith("k") ? 1_000 : given.endsWith("m") ? 1_000_000 : 1;
    return unit * Long.parseLong(unit == 1 ? given : given.substring(0, given.length() - 1));
  }

  /** Returns the parts of a comma-separated list. */
  List<String> list(String name, List<String> otherwise) {
    asked.add(name);
    return values.containsKey(name) ? List.of(values.get(name).split(",")) : otherwise;
  }

  /** Returns the parts of a comma-separated list of {@code name=value}. */
  Map<String, String> pairs(String name) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String part : list(name, List.of())) {
      int equals = part.indexOf('=');
      if (equals < 1 || equals == part.length() - 1) {
        throw new IllegalArgumentException(
            "expected --" + name + " NAME=VALUE, found '" + part + "'");
      }
      if (pairs.put(part.substring(0, equals), part.substring(equals + 1)) != null) {
        throw new IllegalArgumentException(
            "--" + name + " has two values for '" + part.substring(0, equals) + "'");
      }
    }
    return pairs;
  }

  /** Refuses arguments that nothing has asked for. */
  void refuseUnknown() {
    for (String name : values.keySet()) {
      if (!asked.contains(name)) {
        throw new IllegalArgumentException(
            "unknown option --" + name + "; there are --" + String.join(", --", asked));
      }
    }
  }
}
