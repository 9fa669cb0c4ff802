package io.millrace.connector.files;

import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Which files have been read, and how far: the offset of a reader.
 *
 * <p>Every file that is still there is remembered, whatever the order, so that one that comes late
 * is told from one that has been read; in the order in which they were begun, so that the same rows
 * can be read again in the same order. Of files that are gone the latest {@value #GONE_KEPT} are
 * remembered, in case they come back; so the offset is bounded by what the folder holds.
 *
 * <p>As text: a base (deflated where long), then what has changed since, then, marked with {@code
 * >}, the file that is being read. A change costs its own length; the base is written anew when the
 * changes have become as long.
 */
final class ReadFiles {
  private static final String VERSION = "files 1";
  private static final String ENDED = " ended";
  private static final int GONE_KEPT = 1000;
  private static final int SHORT = 4096;

  private final Map<String, FileProgress> files = new LinkedHashMap<>();
  private final StringBuilder changes = new StringBuilder();
  private String base = "";
  private boolean isEnded;
  private String current;

  ReadFiles() {}

  /** Reads an offset. */
  ReadFiles(String text) {
    String[] lines = text.split("\n", -1);
    if (!lines[0].startsWith(VERSION)) {
      throw unreadable(text);
    }
    isEnded = lines[0].endsWith(ENDED);
    for (int i = 1; i < lines.length; i++) {
      if (!lines[i].isEmpty()) {
        read(lines[i]);
      }
    }
    rewrite();
  }

  private void read(String line) {
    switch (line.charAt(0)) {
      case 'z' -> {
        for (String entry : inflate(line.substring(1)).split("\n", -1)) {
          if (!entry.isEmpty()) {
            read(entry);
          }
        }
      }
      case '>' -> current = entry(line);
      default -> entry(line);
    }
  }

  private String entry(String line) {
    String[] parts = line.substring(1).split("\t", -1);
    if (parts.length != 5) {
      throw unreadable(line);
    }
    String key = unescape(parts[0]);
    try {
      files.put(
          key,
          new FileProgress(
              Long.parseLong(parts[1]),
              Long.parseLong(parts[2]),
              Long.parseLong(parts[3]),
              Long.parseLong(parts[4])));
    } catch (NumberFormatException e) {
      throw unreadable(line);
    }
    return key;
  }

  private static MillraceException unreadable(String text) {
    return new MillraceException(
        ErrorCode.DATA_CORRUPTED,
        "the saved position of a files source cannot be read: '"
            + text.substring(0, Math.min(40, text.length()))
            + "'");
  }

  Optional<FileProgress> find(String key) {
    return Optional.ofNullable(files.get(key));
  }

  /** Returns the file that was being read when the offset was taken. */
  Optional<String> current() {
    return Optional.ofNullable(current);
  }

  /** Returns all files in the order in which reading them began. */
  Map<String, FileProgress> inOrder() {
    return Collections.unmodifiableMap(files);
  }

  boolean isEnded() {
    return isEnded;
  }

  /** Says that nothing more will be read. */
  void end() {
    isEnded = true;
  }

  /** Remembers how far a file has been read that is no longer being read. */
  void put(String key, FileProgress progress) {
    files.put(key, progress);
    appendEntry(changes, '=', key, progress);
    if (changes.length() > Math.max(SHORT, base.length())) {
      rewrite();
    }
  }

  /** Forgets files that are gone, but for the latest. */
  void retain(Set<String> present) {
    if (files.size() - present.size() <= Math.max(GONE_KEPT, present.size())) {
      return;
    }
    Set<String> gone = new HashSet<>(files.keySet());
    gone.removeAll(present);
    if (gone.size() < files.size() && gone.size() > GONE_KEPT) {
      // An empty listing may be a disk that is not mounted: then nothing is forgotten.
      List.copyOf(files.keySet()).stream()
          .filter(gone::contains)
          .limit(gone.size() - GONE_KEPT)
          .forEach(files::remove);
      rewrite();
    }
  }

  private void rewrite() {
    StringBuilder all = new StringBuilder();
    files.forEach((key, progress) -> appendEntry(all, '=', key, progress));
    base = all.length() <= SHORT ? all.toString() : 'z' + deflate(all.toString()) + '\n';
    changes.setLength(0);
  }

  /** Returns the offset. */
  String text() {
    return VERSION + (isEnded ? ENDED : "") + '\n' + base + changes;
  }

  /** Returns the offset while a file is being read. */
  String text(String key, FileProgress progress) {
    StringBuilder text = new StringBuilder(text());
    appendEntry(text, '>', key, progress);
    return text.toString();
  }

  private static void appendEntry(
      StringBuilder text, char mark, String key, FileProgress progress) {
    text.append(mark)
        .append(escape(key))
        .append('\t')
        .append(progress.size())
        .append('\t')
        .append(progress.position())
        .append('\t')
        .append(progress.rows())
        .append('\t')
        .append(progress.lines())
        .append('\n');
  }

  private static String escape(String key) {
    if (key.indexOf('\\') < 0 && key.indexOf('\t') < 0 && key.indexOf('\n') < 0) {
      return key;
    }
    return key.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n");
  }

  private static String unescape(String text) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    StringBuilder key = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        c = text.charAt(++i);
        c = c == 't' ? '\t' : c == 'n' ? '\n' : c;
      }
      key.append(c);
    }
    return key.toString();
  }

  private static String deflate(String text) {
    Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    try {
      deflater.setInput(text.getBytes(StandardCharsets.UTF_8));
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] buffer = new byte[8192];
      while (!deflater.finished()) {
        out.write(buffer, 0, deflater.deflate(buffer));
      }
      return Base64.getEncoder().withoutPadding().encodeToString(out.toByteArray());
    } finally {
      deflater.end();
    }
  }

  private static String inflate(String text) {
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(Base64.getDecoder().decode(text));
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] buffer = new byte[8192];
      while (!inflater.finished()) {
        int length = inflater.inflate(buffer);
        if (length == 0 && inflater.needsInput()) {
          throw unreadable(text);
        }
        out.write(buffer, 0, length);
      }
      return out.toString(StandardCharsets.UTF_8);
    } catch (DataFormatException | IllegalArgumentException e) {
      throw unreadable(text);
    } finally {
      inflater.end();
    }
  }
}
