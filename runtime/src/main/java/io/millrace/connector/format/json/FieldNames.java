package io.millrace.connector.format.json;

import io.millrace.connector.format.ByteScan;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Finds an object's fields by name. Names mostly come in the order they had in the object before:
 * each remembers which followed it, so that one comparison of a word or two recognises the next.
 *
 * <p>A field's own spelling goes before one that differs in case.
 */
final class FieldNames {
  private static final int MOST_REMEMBERED = 4096;

  /** A name as it stands in the data, and the field it means. */
  static final class Name {
    private final byte[] quoted;
    private final long first;
    private final long mask;
    private final long last;
    private final int field;
    private Name next;

    /**
     * @param quoted the name with its closing quote
     * @param field the field's index, or -1 where nobody wants it
     */
    private Name(byte[] quoted, int field) {
      this.quoted = quoted;
      this.field = field;
      byte[] padded = Arrays.copyOf(quoted, Math.max(8, quoted.length));
      first = ByteScan.word(padded, 0);
      mask = quoted.length >= 8 ? -1 : (1L << (quoted.length * 8)) - 1;
      last = ByteScan.word(padded, padded.length - 8);
    }

    int field() {
      return field;
    }

    /** Returns how long the name is, with its closing quote. */
    int length() {
      return quoted.length;
    }

    private boolean isAt(byte[] data, int at, int limit) {
      if (((ByteScan.word(data, at) ^ first) & mask) != 0) {
        return false;
      }
      int length = quoted.length;
      if (length <= 8) {
        return true;
      } else if (at + length > limit) {
        return false;
      }
      return ByteScan.word(data, at + length - 8) == last
          && (length <= 16 || Arrays.equals(data, at, at + length, quoted, 0, length));
    }
  }

  private final Map<String, Integer> exact = new HashMap<>();
  private final Map<String, Integer> folded = new HashMap<>();
  private final Name start = new Name(new byte[] {'"'}, -1);
  private Name[] table = new Name[64];
  private int remembered;

  FieldNames(List<String> names) {
    for (int i = 0; i < names.size(); i++) {
      exact.putIfAbsent(names.get(i), i);
      folded.putIfAbsent(fold(names.get(i)), i);
    }
  }

  private static String fold(String name) {
    return name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }

  /** Returns what comes before the first name of an object. */
  Name start() {
    return start;
  }

  /** Returns the name behind {@code previous} if it is the expected one, else null. */
  static Name expected(Name previous, byte[] data, int at, int limit) {
    Name next = previous.next;
    return next != null && next.isAt(data, at, limit) ? next : null;
  }

  /** Returns the name that stands at {@code text}'s position {@code at}, with its closing quote. */
  Name find(Name previous, JsonText text, int at) {
    int end = text.stringEnd(at) + 1;
    boolean escaped = text.isEscaped();
    byte[] data = text.data();
    int hash = 0;
    for (int i = at; i < end; i++) {
      hash = hash * 31 + data[i];
    }
    hash ^= hash >>> 16;
    int slot = hash & (table.length - 1);
    while (table[slot] != null) {
      byte[] known = table[slot].quoted;
      if (Arrays.equals(known, 0, known.length, data, at, end)) {
        previous.next = table[slot];
        return table[slot];
      }
      slot = (slot + 1) & (table.length - 1);
    }
    int length = end - 1 - at;
    String name =
        escaped
            ? new String(text.unescaped(), 0, text.unescape(at, end - 1), StandardCharsets.UTF_8)
            : new String(data, at, length, StandardCharsets.UTF_8);
    Integer field = exact.get(name);
    if (field == null) {
      field = folded.getOrDefault(fold(name), -1);
    }
    Name found = new Name(Arrays.copyOfRange(data, at, end), field);
    if (remembered < MOST_REMEMBERED) {
      remembered++;
      table[slot] = found;
      previous.next = found;
      if (remembered * 2 > table.length) {
        grow();
      }
    }
    return found;
  }

  private void grow() {
    Name[] old = table;
    table = new Name[old.length * 2];
    for (Name name : old) {
      if (name != null) {
        int hash = 0;
        for (byte c : name.quoted) {
          hash = hash * 31 + c;
        }
        hash ^= hash >>> 16;
        int slot = hash & (table.length - 1);
        while (table[slot] != null) {
          slot = (slot + 1) & (table.length - 1);
        }
        table[slot] = name;
      }
    }
  }
}
