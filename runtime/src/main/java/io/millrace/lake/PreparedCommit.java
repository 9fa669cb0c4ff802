package io.millrace.lake;

import io.millrace.lake.delta.DataFile;
import io.millrace.lake.delta.DeletionVector;
import io.millrace.lake.delta.LogChange;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A change whose files are written, but which no reader sees yet: an intent. It can be kept as
 * bytes and be committed after a crash.
 *
 * <p>It was made against one version of its table. One that only adds rows can be committed later
 * as well; one that takes rows away must be committed before any other that does.
 */
public final class PreparedCommit {
  private static final byte FORMAT = 1;

  private final LogChange change;
  private final long baseVersion;
  private final long rowsAdded;
  private final long rowsRemoved;

  /** What the commit does to the table's row locations; null after it was bytes. */
  private final transient LocationChange locations;

  PreparedCommit(
      LogChange change,
      long baseVersion,
      long rowsAdded,
      long rowsRemoved,
      LocationChange locations) {
    this.change = change;
    this.baseVersion = baseVersion;
    this.rowsAdded = rowsAdded;
    this.rowsRemoved = rowsRemoved;
    this.locations = locations;
  }

  LogChange change() {
    return change;
  }

  LocationChange locations() {
    return locations;
  }

  /** Returns the version of the table that it was made against. */
  public long baseVersion() {
    return baseVersion;
  }

  /** Returns how many rows come, copies counted. */
  public long rowsAdded() {
    return rowsAdded;
  }

  /** Returns how many rows go, copies counted. */
  public long rowsRemoved() {
    return rowsRemoved;
  }

  /** Returns whether it changes nothing; committing it then does nothing. */
  public boolean isEmpty() {
    return change.adds().isEmpty() && change.removes().isEmpty();
  }

  /** Returns everything that is needed to commit it later. */
  public byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(FORMAT);
      out.writeLong(baseVersion);
      out.writeLong(rowsAdded);
      out.writeLong(rowsRemoved);
      writeText(out, change.operation());
      writeMap(out, change.parameters());
      writeMap(out, change.metrics());
      out.writeBoolean(change.dataChange());
      writeFiles(out, change.removes());
      writeFiles(out, change.adds());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Returns the prepared commit that {@link #toBytes} was called on. */
  public static PreparedCommit fromBytes(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      if (in.readByte() != FORMAT) {
        throw new IllegalArgumentException("a prepared commit in an unknown format");
      }
      long base = in.readLong();
      long added = in.readLong();
      long removed = in.readLong();
      String operation = readText(in);
      Map<String, String> parameters = readMap(in);
      Map<String, String> metrics = readMap(in);
      boolean dataChange = in.readBoolean();
      List<DataFile> removes = readFiles(in);
      List<DataFile> adds = readFiles(in);
      return new PreparedCommit(
          new LogChange(operation, parameters, metrics, removes, adds, dataChange),
          base,
          added,
          removed,
          null);
    } catch (IOException e) {
      throw new IllegalArgumentException("a prepared commit that is cut off", e);
    }
  }

  private static void writeText(DataOutputStream out, String text) throws IOException {
    if (text == null) {
      out.writeInt(-1);
      return;
    }
    byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String readText(DataInputStream in) throws IOException {
    int length = in.readInt();
    return length < 0
        ? null
        : new String(in.readNBytes(length), java.nio.charset.StandardCharsets.UTF_8);
  }

  private static void writeMap(DataOutputStream out, Map<String, String> map) throws IOException {
    out.writeInt(map.size());
    for (Map.Entry<String, String> entry : map.entrySet()) {
      writeText(out, entry.getKey());
      writeText(out, entry.getValue());
    }
  }

  private static Map<String, String> readMap(DataInputStream in) throws IOException {
    Map<String, String> map = new LinkedHashMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      String key = readText(in);
      map.put(key, readText(in));
    }
    return map;
  }

  private static void writeFiles(DataOutputStream out, List<DataFile> files) throws IOException {
    out.writeInt(files.size());
    for (DataFile file : files) {
      writeText(out, file.path());
      writeMap(out, file.partition());
      out.writeLong(file.size());
      out.writeLong(file.modified());
      out.writeLong(file.rows());
      writeText(out, file.statistics());
      DeletionVector vector = file.vector();
      out.writeBoolean(vector != null);
      if (vector != null) {
        writeText(out, vector.storageType());
        writeText(out, vector.pathOrInline());
        out.writeInt(vector.offset());
        out.writeInt(vector.sizeInBytes());
        out.writeLong(vector.cardinality());
      }
    }
  }

  private static List<DataFile> readFiles(DataInputStream in) throws IOException {
    List<DataFile> files = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      files.add(
          new DataFile(
              readText(in),
              readMap(in),
              in.readLong(),
              in.readLong(),
              in.readLong(),
              readText(in),
              in.readBoolean()
                  ? new DeletionVector(
                      readText(in), readText(in), in.readInt(), in.readInt(), in.readLong())
                  : null));
    }
    return files;
  }
}
