package io.millrace.shell;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The words of a command line, sorted into options and operands. Options may stand anywhere: {@code
 * --name value}, {@code --name=value}, {@code -n value}, {@code -nvalue}; behind {@code --} all
 * words are operands.
 */
final class CommandLine {
  /** Says that a word makes no sense where it stands. */
  static final class UsageException extends Exception {
    private static final long serialVersionUID = 1;

    UsageException(String message) {
      super(message);
    }
  }

  /**
   * What a task knows.
   *
   * @param flags options without a value
   * @param values options with one
   * @param pairs options whose value is {@code KEY=VALUE}, and which may be repeated
   * @param shortNames the long name of each letter; a long name has two dashes
   */
  record Vocabulary(
      Set<String> flags, Set<String> values, Set<String> pairs, Map<String, String> shortNames) {
    boolean knows(String name) {
      return flags.contains(name) || values.contains(name) || pairs.contains(name);
    }
  }

  private final Vocabulary vocabulary;
  private final Map<String, String> given = new HashMap<>();
  private final Map<String, Map<String, String>> pairs = new HashMap<>();
  private final List<String> operands = new ArrayList<>();

  CommandLine(Vocabulary vocabulary, List<String> words) throws UsageException {
    this.vocabulary = vocabulary;
    boolean optionsEnded = false;
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (optionsEnded || !word.startsWith("-") || word.equals("-")) {
        operands.add(word);
      } else if (word.equals("--")) {
        optionsEnded = true;
      } else {
        i += option(word, i + 1 < words.size() ? words.get(i + 1) : null);
      }
    }
  }

  /** Takes an option; returns how many words behind it are its own. */
  private int option(String word, String next) throws UsageException {
    String name = word;
    String value = null;
    if (word.startsWith("--")) {
      int equals = word.indexOf('=');
      if (equals > 0) {
        name = word.substring(0, equals);
        value = word.substring(equals + 1);
      }
    } else {
      name = vocabulary.shortNames().getOrDefault(word.substring(0, 2), word.substring(0, 2));
      value = word.length() > 2 ? word.substring(2) : null;
    }
    if (!vocabulary.knows(name)) {
      throw new UsageException("unknown option " + word + suggestion(name));
    }
    if (vocabulary.flags().contains(name)) {
      if (value != null) {
        throw new UsageException("option " + name + " takes no value, but has '" + value + "'");
      }
      given.put(name, "");
      return 0;
    }
    int taken = value == null ? 1 : 0;
    String text = value == null ? next : value;
    if (text == null) {
      throw new UsageException("option " + name + " needs a value");
    }
    if (vocabulary.pairs().contains(name)) {
      pair(name, text);
    } else {
      given.put(name, text);
    }
    return taken;
  }

  private void pair(String name, String text) throws UsageException {
    int equals = text.indexOf('=');
    if (equals < 1) {
      throw new UsageException("option " + name + " needs KEY=VALUE, but has '" + text + "'");
    }
    pairs
        .computeIfAbsent(name, key -> new LinkedHashMap<>())
        .put(text.substring(0, equals), text.substring(equals + 1));
  }

  private String suggestion(String name) {
    List<String> known = new ArrayList<>(vocabulary.flags());
    known.addAll(vocabulary.values());
    known.addAll(vocabulary.pairs());
    String nearest = null;
    int best = 3;
    for (String candidate : known) {
      int distance =
          candidate.startsWith(name) && name.length() > 3 ? 1 : distance(name, candidate);
      if (distance < best) {
        best = distance;
        nearest = candidate;
      }
    }
    return nearest == null ? "" : "; did you mean " + nearest + "?";
  }

  /** Levenshtein's distance. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j - 1], row[j]));
      }
    }
    return row[b.length()];
  }

  boolean has(String flag) {
    return given.containsKey(flag);
  }

  Optional<String> value(String name) {
    return Optional.ofNullable(given.get(name));
  }

  Map<String, String> pairs(String name) {
    return pairs.getOrDefault(name, Map.of());
  }

  /** Returns the words that are no options, in their order. */
  List<String> operands() {
    return operands;
  }
}
