package io.millrace.engine.flow;

import java.nio.charset.StandardCharsets;

/** Keys of the store's small spaces: texts, in UTF-8. */
public final class Keys {
  private Keys() {}

  /** Returns the key of a text. */
  public static byte[] of(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Returns the text of a key. */
  public static String text(byte[] key) {
    return new String(key, StandardCharsets.UTF_8);
  }
}
