package io.millrace.parser.statement;

import io.millrace.parser.text.SourcePosition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One entry of {@code WITH ('key' = 'value', ...)} or of COPY's options. The parser has refused
 * keys given twice.
 *
 * @param key in lower case
 * @param value the string's contents, the number as written, or the word in the user's case
 * @param position where the key stands
 * @param valuePosition where the value stands
 */
public record Option(
    String key, String value, SourcePosition position, SourcePosition valuePosition) {
  /** The options by key, in the order they were written. */
  public static Map<String, String> asMap(List<Option> options) {
    Map<String, String> map = new LinkedHashMap<>();
    options.forEach(option -> map.put(option.key, option.value));
    return map;
  }
}
