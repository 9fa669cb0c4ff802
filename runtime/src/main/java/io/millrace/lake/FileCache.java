package io.millrace.lake;

import io.millrace.lake.delta.DataFile;
import io.millrace.lake.delta.DeletionVector;
import io.millrace.lake.delta.VectorFiles;
import io.millrace.lake.parquet.ParquetFile;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.roaringbitmap.RoaringBitmap;

/**
 * Footers and deletion vectors of a table's files, read once: neither ever changes. Bitmaps must
 * not be changed. For several threads.
 */
final class FileCache {
  private static final int FOOTERS = 1024;
  private static final int VECTORS = 4096;

  private final Path directory;
  private final VectorFiles vectorFiles;
  private final Map<String, ParquetFile> footers = recentlyUsed(FOOTERS);
  private final Map<DeletionVector, RoaringBitmap> vectors = recentlyUsed(VECTORS);

  FileCache(Path directory, VectorFiles vectorFiles) {
    this.directory = directory;
    this.vectorFiles = vectorFiles;
  }

  private static <K, V> Map<K, V> recentlyUsed(int capacity) {
    return new LinkedHashMap<>(16, 0.75f, true) {
      @Override
      protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > capacity;
      }
    };
  }

  private static <K, V> V lookUp(Map<K, V> cache, K key, Function<K, V> load) {
    synchronized (cache) {
      V found = cache.get(key);
      if (found != null) {
        return found;
      }
    }
    V loaded = load.apply(key);
    synchronized (cache) {
      cache.put(key, loaded);
    }
    return loaded;
  }

  /** Returns where a file lies. */
  Path path(DataFile file) {
    URI uri = URI.create(file.path());
    return uri.isAbsolute() ? Path.of(uri) : directory.resolve(uri.getPath());
  }

  ParquetFile footer(DataFile file) {
    return lookUp(footers, file.path(), key -> ParquetFile.open(path(file)));
  }

  /** Returns the positions of a file's deleted rows, or null where none is. */
  RoaringBitmap deleted(DataFile file) {
    return file.vector() == null ? null : lookUp(vectors, file.vector(), vectorFiles::read);
  }

  /** Keeps a vector that has just been written. */
  void keep(DeletionVector vector, RoaringBitmap bitmap) {
    synchronized (vectors) {
      vectors.put(vector, bitmap);
    }
  }

  /** Returns how many rows a file has, deleted ones included. */
  long rows(DataFile file) {
    return file.rows() >= 0 ? file.rows() : footer(file).rowCount();
  }
}
