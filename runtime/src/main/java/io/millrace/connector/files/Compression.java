package io.millrace.connector.files;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** How a file is compressed, which the end of its name says. */
enum Compression {
  NONE(""),
  GZIP(".gz"),
  ZSTD(".zst");

  private static final int BUFFER = 64 << 10;

  private final String suffix;

  Compression(String suffix) {
    this.suffix = suffix;
  }

  static Compression ofName(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.endsWith(GZIP.suffix)) {
      return GZIP;
    }
    return lower.endsWith(ZSTD.suffix) ? ZSTD : NONE;
  }

  /** Returns the name without the suffix of this compression. */
  String strip(String name) {
    return name.substring(0, name.length() - suffix.length());
  }

  /** Returns the bytes behind the compressed ones. */
  InputStream open(InputStream compressed) throws IOException {
    return switch (this) {
      case NONE -> compressed;
      case GZIP -> new GZIPInputStream(compressed, BUFFER);
      case ZSTD -> new ZstdInputStream(compressed);
    };
  }

  /** Returns what compresses the bytes written to it. */
  OutputStream compressed(OutputStream target) throws IOException {
    return switch (this) {
      case NONE -> target;
      case GZIP -> new GZIPOutputStream(target, BUFFER);
      case ZSTD -> new ZstdOutputStream(target);
    };
  }
}
