package io.millrace.state.store;

import io.millrace.state.KeyBuffer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The layout of keys in the store, by their first byte: what the store knows of itself, the ids of
 * state names, the spaces, and the state itself by id, key group and the owner's key.
 */
final class StoreKeys {
  private static final byte META = 0;
  private static final byte NAME = 1;
  private static final byte SPACE = 2;
  private static final byte STATE = 3;

  /** How long what stands before an owner's key is. */
  static final int STATE_PREFIX = 1 + Integer.BYTES + Short.BYTES;

  private StoreKeys() {}

  static byte[] meta(String name) {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(1 + text.length).put(META).put(text).array();
  }

  static byte[] name(int id) {
    return ByteBuffer.allocate(1 + Integer.BYTES).put(NAME).putInt(id).array();
  }

  static byte[] allNames() {
    return new byte[] {NAME};
  }

  static int idOfName(byte[] nameKey) {
    return ByteBuffer.wrap(nameKey).getInt(1);
  }

  static byte[] space(String space, byte[] key) {
    byte[] text = space.getBytes(StandardCharsets.UTF_8);
    if (text.length > 255) {
      throw new IllegalArgumentException("the name of a space is too long: " + space);
    }
    return ByteBuffer.allocate(2 + text.length + key.length)
        .put(SPACE)
        .put((byte) text.length)
        .put(text)
        .put(key)
        .array();
  }

  static byte[] state(int id, int keyGroup) {
    return owned(id, keyGroup, new byte[0]);
  }

  /** Returns the whole key of an owner's key. */
  static byte[] owned(int id, int keyGroup, byte[] key) {
    return ByteBuffer.allocate(STATE_PREFIX + key.length)
        .put(STATE)
        .putInt(id)
        .putShort((short) keyGroup)
        .put(key)
        .array();
  }

  /** Appends what stands before an owner's key. */
  static void putState(int id, int keyGroup, KeyBuffer target) {
    target.putByte(STATE);
    target.putShort(id >>> 16);
    target.putShort(id);
    target.putShort(keyGroup);
  }

  /** Returns the first key after all that start with the prefix. */
  static byte[] after(byte[] prefix) {
    byte[] end = prefix.clone();
    for (int i = end.length - 1; i >= 0; i--) {
      if (end[i] != (byte) 0xFF) {
        end[i]++;
        return Arrays.copyOf(end, i + 1);
      }
    }
    throw new IllegalArgumentException("no key is after this prefix");
  }
}
