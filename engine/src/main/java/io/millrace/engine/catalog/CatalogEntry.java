package io.millrace.engine.catalog;

import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * What the store keeps of an object.
 *
 * @param id the object's id; entries are read back in the order of their ids
 * @param schema the schema in which bare names of the statement are looked up
 * @param directory what relative paths of the statement are relative to
 * @param definition the statement that makes the object
 */
public record CatalogEntry(String id, String schema, String directory, String definition) {

  public byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      for (String text : new String[] {id, schema, directory, definition}) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(encoded.length);
        out.write(encoded);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  public static CatalogEntry fromBytes(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      String[] texts = new String[4];
      for (int i = 0; i < texts.length; i++) {
        texts[i] = new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
      }
      return new CatalogEntry(texts[0], texts[1], texts[2], texts[3]);
    } catch (IOException e) {
      throw new MillraceException(
          ErrorCode.DATA_CORRUPTED, "an entry of the database's catalog is damaged", e);
    }
  }
}
