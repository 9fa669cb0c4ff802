package io.millrace.planner.function.kernel;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.CRC32;

/** Digests and encodings of bytes. */
public final class Digests implements CallState {
  private static final String HEXADECIMAL = "0123456789abcdef";

  private MessageDigest digest;

  private void hash(String algorithm, byte[] data, int start, int length, Result out) {
    if (digest == null) {
      try {
        digest = MessageDigest.getInstance(algorithm);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }
    digest.update(data, start, length);
    byte[] hash = digest.digest();
    toHex(hash, 0, hash.length, out);
  }

  public static void md5(byte[] data, int start, int length, Digests digests, Result out) {
    digests.hash("MD5", data, start, length, out);
  }

  public static void sha1(byte[] data, int start, int length, Digests digests, Result out) {
    digests.hash("SHA-1", data, start, length, out);
  }

  public static void sha256(byte[] data, int start, int length, Digests digests, Result out) {
    digests.hash("SHA-256", data, start, length, out);
  }

  public static void sha512(byte[] data, int start, int length, Digests digests, Result out) {
    digests.hash("SHA-512", data, start, length, out);
  }

  public static long crc32(byte[] data, int start, int length) {
    CRC32 crc = new CRC32();
    crc.update(data, start, length);
    return crc.getValue();
  }

  /** TO_HEX(bytes): two digits a byte. */
  public static void toHex(byte[] data, int start, int length, Result out) {
    out.begin(length * 2);
    for (int i = start; i < start + length; i++) {
      out.append(HEXADECIMAL.charAt(data[i] >> 4 & 0xF));
      out.append(HEXADECIMAL.charAt(data[i] & 0xF));
    }
  }

  /** TO_HEX(number). */
  public static void toHex(long number, Result out) {
    out.begin(16);
    out.appendAscii(Long.toHexString(number));
  }

  public static void fromHex(byte[] data, int start, int length, Result out) {
    if (length % 2 != 0) {
      throw Errors.invalidArgument("FROM_HEX: an odd number of digits");
    }
    out.begin(length / 2);
    for (int i = start; i < start + length; i += 2) {
      int high = Character.digit(data[i], 16);
      int low = Character.digit(data[i + 1], 16);
      if (high < 0 || low < 0) {
        throw Errors.invalidArgument(
            "FROM_HEX: not a hexadecimal number: '" + Errors.shown(data, start, length) + "'");
      }
      out.append(high << 4 | low);
    }
  }

  public static void toBase64(byte[] data, int start, int length, Result out) {
    byte[] encoded = Base64.getEncoder().encode(Arrays.copyOfRange(data, start, start + length));
    out.share(encoded, 0, encoded.length);
  }

  public static void fromBase64(byte[] data, int start, int length, Result out) {
    try {
      byte[] decoded =
          Base64.getMimeDecoder().decode(Arrays.copyOfRange(data, start, start + length));
      out.share(decoded, 0, decoded.length);
    } catch (IllegalArgumentException e) {
      throw Errors.invalidArgument(
          "FROM_BASE64: not Base64: '" + Errors.shown(data, start, length) + "'");
    }
  }
}
