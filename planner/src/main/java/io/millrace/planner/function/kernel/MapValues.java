package io.millrace.planner.function.kernel;

import io.millrace.batch.ArrayColumn;
import io.millrace.batch.BytesColumn;
import io.millrace.batch.DoubleColumn;
import io.millrace.batch.LongColumn;
import io.millrace.batch.MapColumn;
import io.millrace.batch.WideColumn;
import java.math.BigInteger;

/** Functions of maps. Where a key was put in twice, the later value counts. */
public final class MapValues {
  private MapValues() {}

  public static long size(MapColumn maps, int row) {
    return maps.lengths()[row];
  }

  private static int find(MapColumn maps, int row, long key) {
    long[] keys = ((LongColumn) maps.keys()).values();
    int start = maps.starts()[row];
    for (int i = start + maps.lengths()[row] - 1; i >= start; i--) {
      if (keys[i] == key) {
        return i;
      }
    }
    return -1;
  }

  private static int find(MapColumn maps, int row, double key) {
    double[] keys = ((DoubleColumn) maps.keys()).values();
    int start = maps.starts()[row];
    for (int i = start + maps.lengths()[row] - 1; i >= start; i--) {
      if (Doubles.equal(keys[i], key)) {
        return i;
      }
    }
    return -1;
  }

  private static int find(MapColumn maps, int row, BigInteger key) {
    WideColumn keys = (WideColumn) maps.keys();
    int start = maps.starts()[row];
    for (int i = start + maps.lengths()[row] - 1; i >= start; i--) {
      if (Decimals.wide(keys, i).equals(key)) {
        return i;
      }
    }
    return -1;
  }

  private static int find(MapColumn maps, int row, byte[] key, int from, int count) {
    BytesColumn keys = (BytesColumn) maps.keys();
    int start = maps.starts()[row];
    for (int i = start + maps.lengths()[row] - 1; i >= start; i--) {
      if (Text.equal(keys.data(), keys.starts()[i], keys.lengths()[i], key, from, count)) {
        return i;
      }
    }
    return -1;
  }

  private static void give(MapColumn maps, int entry, Result out) {
    if (entry < 0) {
      out.setNull();
    } else {
      Fields.read(maps.values(), entry, out);
    }
  }

  /** m[key]: null where there is no such key. */
  public static void item(MapColumn maps, int row, @Element long key, Result out) {
    give(maps, find(maps, row, key), out);
  }

  public static void item(MapColumn maps, int row, @Element boolean key, Result out) {
    give(maps, find(maps, row, key ? 1L : 0L), out);
  }

  public static void item(MapColumn maps, int row, @Element double key, Result out) {
    give(maps, find(maps, row, key), out);
  }

  public static void item(MapColumn maps, int row, @Element BigInteger key, Result out) {
    give(maps, find(maps, row, key), out);
  }

  public static void item(
      MapColumn maps, int row, @Element byte[] key, int from, int count, Result out) {
    give(maps, find(maps, row, key, from, count), out);
  }

  public static boolean containsKey(MapColumn maps, int row, @Element long key) {
    return find(maps, row, key) >= 0;
  }

  public static boolean containsKey(MapColumn maps, int row, @Element double key) {
    return find(maps, row, key) >= 0;
  }

  public static boolean containsKey(MapColumn maps, int row, @Element BigInteger key) {
    return find(maps, row, key) >= 0;
  }

  public static boolean containsKey(
      MapColumn maps, int row, @Element byte[] key, int from, int count) {
    return find(maps, row, key, from, count) >= 0;
  }

  public static void keys(MapColumn maps, int row, Result out) {
    out.column =
        new ArrayColumn(
            maps.keys(), new int[] {maps.starts()[row]}, new int[] {maps.lengths()[row]}, null, 1);
    out.row = 0;
  }

  public static void values(MapColumn maps, int row, Result out) {
    out.column =
        new ArrayColumn(
            maps.values(),
            new int[] {maps.starts()[row]},
            new int[] {maps.lengths()[row]},
            null,
            1);
    out.row = 0;
  }
}
