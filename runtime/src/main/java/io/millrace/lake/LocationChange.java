package io.millrace.lake;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.roaringbitmap.RoaringBitmap;

/** What a prepared commit will do to the row locations once it is committed. */
final class LocationChange {
  private long[] lows = new long[16];
  private long[] highs = new long[16];
  private int[] files = new int[16];
  private int[] positions = new int[16];
  private int removed;
  private final List<Added> added = new ArrayList<>();
  private final List<Moved> moved = new ArrayList<>();

  /** Says that a row goes that lies at this place. */
  void remove(long low, long high, int file, int position) {
    if (removed == lows.length) {
      lows = Arrays.copyOf(lows, removed * 2);
      highs = Arrays.copyOf(highs, removed * 2);
      files = Arrays.copyOf(files, removed * 2);
      positions = Arrays.copyOf(positions, removed * 2);
    }
    lows[removed] = low;
    highs[removed] = high;
    files[removed] = file;
    positions[removed++] = position;
  }

  /** Says that rows of these digests come, one after the other from a position on. */
  void add(RowDigest digest, String file, int position) {
    added.add(new Added(digest, file, position));
  }

  /**
   * Says that a file's rows move.
   *
   * @param deleted the rows that do not move along, or null
   * @param target the file that they move to
   * @param start the position there of the first
   */
  void move(String file, RoaringBitmap deleted, String target, int start) {
    moved.add(new Moved(file, deleted, target, start));
  }

  /** Does all that to the locations. */
  void apply(TableLocations table) {
    RowLocations rows = table.rows();
    for (int i = 0; i < removed; i++) {
      rows.remove(lows[i], highs[i], files[i], positions[i]);
    }
    for (Added rowsAdded : added) {
      int file = table.number(rowsAdded.file);
      RowDigest digest = rowsAdded.digest;
      for (int i = 0; i < digest.low.length; i++) {
        rows.add(digest.low[i], digest.high[i], file, rowsAdded.position + i);
      }
    }
    if (!moved.isEmpty()) {
      table.move(moved);
    }
  }

  private record Added(RowDigest digest, String file, int position) {}

  record Moved(String file, RoaringBitmap deleted, String target, int start) {}
}
