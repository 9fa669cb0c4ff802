package io.millrace.connector.files;

import com.github.luben.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

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
}
