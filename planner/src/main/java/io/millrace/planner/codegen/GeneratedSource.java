package io.millrace.planner.codegen;

import io.millrace.error.Position;
import java.util.HashMap;
import java.util.Map;

/**
 * The source of a generated class, and which of its lines compute which part of the user's text.
 * The lines are no part of the source, so that the same class serves texts that differ in them
 * alone.
 *
 * @param places by line, from 1
 */
record GeneratedSource(String text, Map<Integer, Position> places) {
  private static final char BEGIN = '\u0001';
  private static final char SEPARATOR = ':';
  private static final char END = '\u0002';

  /** Returns what is written ahead of a line that belongs to a place. */
  static String mark(Position place) {
    return place.isKnown() ? "" + BEGIN + place.line() + SEPARATOR + place.column() + END : "";
  }

  /** Takes the marks out of a source. */
  static GeneratedSource of(String marked) {
    StringBuilder text = new StringBuilder(marked.length());
    Map<Integer, Position> places = new HashMap<>();
    int line = 1;
    for (int i = 0; i < marked.length(); i++) {
      char c = marked.charAt(i);
      if (c == BEGIN) {
        int separator = marked.indexOf(SEPARATOR, i);
        int end = marked.indexOf(END, i);
        places.put(
            line,
            new Position(
                Integer.parseInt(marked, i + 1, separator, 10),
                Integer.parseInt(marked, separator + 1, end, 10)));
        i = end;
        continue;
      }
      line += c == '\n' ? 1 : 0;
      text.append(c);
    }
    return new GeneratedSource(text.toString(), Map.copyOf(places));
  }
}
