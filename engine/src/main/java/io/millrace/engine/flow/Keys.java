package io.millrace.engine.flow;

import java.nio.charset.StandardCharsets;

/** Keys of the store's small spaces: texts, in UTF-8. */
final class Keys {
  private Keys() {}

  static byte[] of(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String text(byte[] key) {
    return new String(key, StandardCharsets.UTF_8);
  }
}
