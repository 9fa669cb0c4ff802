package io.millrace.planner.function.kernel;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * JSON_VALUE, JSON_QUERY and JSON_EXISTS by paths of members and elements: {@code $.a.b[0]['c d']}.
 * The path is compiled when it changes; the JSON is walked as text.
 */
public final class JsonPath implements CallState {
  /** A member's name, or the number of an element. */
  private record Step(byte[] member, int element) {}

  private byte[] source = Result.EMPTY;
  private List<Step> steps;
  private final Result scratch = new Result();
  private int end;

  private void prepare(byte[] path, int from, int count) {
    if (steps == null || !Arrays.equals(source, 0, source.length, path, from, from + count)) {
      source = Arrays.copyOfRange(path, from, from + count);
      steps = compile(Text.string(path, from, count));
    }
  }

  private static RuntimeException invalid(String path) {
    return Errors.invalidArgument(
        "JSON path '" + path + "' is not supported; write it like $.member[0]['other member']");
  }

  private static List<Step> compile(String path) {
    String text = path.trim();
    if (text.startsWith("lax ") || text.startsWith("strict ")) {
      text = text.substring(text.indexOf(' ')).trim();
    }
    if (!text.startsWith("$")) {
      throw invalid(path);
    }
    List<Step> steps = new ArrayList<>();
    int at = 1;
    while (at < text.length()) {
      char c = text.charAt(at);
      int close;
      String name;
      if (c == '.') {
        boolean quoted = at + 1 < text.length() && text.charAt(at + 1) == '"';
        int first = quoted ? at + 2 : at + 1;
        close = first;
        while (close < text.length()
            && (quoted ? text.charAt(close) != '"' : ".[ ".indexOf(text.charAt(close)) < 0)) {
          close++;
        }
        name = text.substring(first, close);
        if (name.isEmpty() || name.equals("*") || quoted && close == text.length()) {
          throw invalid(path);
        }
        steps.add(new Step(name.getBytes(StandardCharsets.UTF_8), -1));
        at = quoted ? close + 1 : close;
      } else if (c == '[') {
        close = text.indexOf(']', at);
        name = close < 0 ? "" : text.substring(at + 1, close).trim();
        boolean quoted = name.length() >= 2 && (name.startsWith("'") || name.startsWith("\""));
        if (quoted) {
          byte[] member = name.substring(1, name.length() - 1).getBytes(StandardCharsets.UTF_8);
          steps.add(new Step(member, -1));
        } else if (name.matches("[0-9]{1,9}")) {
          steps.add(new Step(null, Integer.parseInt(name)));
        } else {
          throw invalid(path);
        }
        at = close + 1;
      } else {
        throw invalid(path);
      }
    }
    return steps;
  }

  /** Returns where the value that the path leads to begins, its end in {@link #end}. */
  private int find(byte[] data, int start, int length) {
    int last = start + length;
    int at = JsonText.skipSpaces(data, start, last);
    for (Step step : steps) {
      at =
          step.member == null
              ? JsonText.element(data, at, last, step.element)
              : JsonText.member(data, at, last, step.member, scratch);
      if (at < 0) {
        return at;
      }
    }
    end = JsonText.skipValue(data, at, last);
    return end < 0 ? JsonText.MALFORMED : at;
  }

  /**
   * JSON_VALUE: a scalar as text. The result's {@code number} says what went wrong where it is
   * null: 0 nothing (a JSON null), 1 nothing there, 2 no scalar there or no JSON.
   */
  public static void value(
      byte[] data,
      int start,
      int length,
      byte[] path,
      int from,
      int count,
      JsonPath by,
      Result out) {
    by.prepare(path, from, count);
    out.number = 0;
    int at = by.find(data, start, length);
    if (at < 0 || data[at] == '{' || data[at] == '[') {
      out.number = at == JsonText.MISSING ? 1 : 2;
      out.setNull();
      return;
    }
    Json.unquote(data, at, by.end - at, out);
  }

  /** JSON_QUERY: an object or array as its text; {@code number} as {@link #value} has it. */
  public static void query(
      byte[] data,
      int start,
      int length,
      byte[] path,
      int from,
      int count,
      boolean wrapScalar,
      boolean wrapAll,
      JsonPath by,
      Result out) {
    by.prepare(path, from, count);
    out.number = 0;
    int at = by.find(data, start, length);
    if (at < 0) {
      out.number = at == JsonText.MISSING ? 1 : 2;
      out.setNull();
      return;
    }
    boolean container = data[at] == '{' || data[at] == '[';
    if (!container && !wrapScalar && !wrapAll) {
      out.number = 2;
      out.setNull();
    } else if (wrapAll || !container) {
      out.begin(by.end - at + 2);
      out.append('[');
      out.append(data, at, by.end - at);
      out.append(']');
    } else {
      out.share(data, at, by.end - at);
    }
  }

  public static boolean exists(
      byte[] data, int start, int length, byte[] path, int from, int count, JsonPath by) {
    by.prepare(path, from, count);
    return by.find(data, start, length) >= 0;
  }

  /**
   * GET_JSON_OBJECT: what the path leads to as text, of whatever kind; null where there is none.
   */
  public static void extract(
      byte[] data,
      int start,
      int length,
      byte[] path,
      int from,
      int count,
      JsonPath by,
      Result out) {
    by.prepare(path, from, count);
    int at = by.find(data, start, length);
    if (at < 0) {
      out.setNull();
    } else {
      Json.unquote(data, at, by.end - at, out);
    }
  }

  /** A member of a VARIANT, itself a VARIANT; null where there is none. */
  public static void member(
      byte[] data,
      int start,
      int length,
      byte[] name,
      int from,
      int count,
      JsonPath by,
      Result out) {
    int last = start + length;
    byte[] key = Arrays.copyOfRange(name, from, from + count);
    int at = JsonText.member(data, JsonText.skipSpaces(data, start, last), last, key, by.scratch);
    give(data, at, last, out);
  }

  /** An element of a VARIANT, from 1, itself a VARIANT; null where there is none. */
  public static void element(byte[] data, int start, int length, long index, Result out) {
    int last = start + length;
    int at =
        index < 1 || index > Integer.MAX_VALUE
            ? JsonText.MISSING
            : JsonText.element(data, JsonText.skipSpaces(data, start, last), last, (int) index - 1);
    give(data, at, last, out);
  }

  private static void give(byte[] data, int at, int last, Result out) {
    int behind = at < 0 ? at : JsonText.skipValue(data, at, last);
    if (behind < 0) {
      out.setNull();
    } else {
      out.share(data, at, behind - at);
    }
  }

  /** JSON_ARRAY_LENGTH: null where there is no array. */
  public static void arrayLength(byte[] data, int start, int length, Result out) {
    int count =
        JsonText.elements(data, JsonText.skipSpaces(data, start, start + length), start + length);
    if (count < 0) {
      out.setNull();
    } else {
      out.number = count;
    }
  }

  /** PARSE_JSON: the text as a VARIANT, if it is JSON. */
  public static void parse(byte[] data, int start, int length, Result out) {
    int last = start + length;
    int at = JsonText.skipSpaces(data, start, last);
    int behind = JsonText.skipValue(data, at, last);
    if (behind < 0 || JsonText.skipSpaces(data, behind, last) != last) {
      throw Errors.invalidCast(data, start, length, "JSON");
    }
    out.share(data, at, behind - at);
  }

  /** IS JSON. */
  public static boolean isJson(byte[] data, int start, int length) {
    int last = start + length;
    int behind = JsonText.skipValue(data, JsonText.skipSpaces(data, start, last), last);
    return behind >= 0 && JsonText.skipSpaces(data, behind, last) == last;
  }

  /** Returns the error of ERROR ON EMPTY and ERROR ON ERROR. */
  public static RuntimeException failure(boolean empty, byte[] path, int from, int count) {
    return Errors.invalidArgument(
        (empty ? "the JSON has nothing at '" : "the JSON has no such value at '")
            + Text.string(path, from, count)
            + "'");
  }
}
