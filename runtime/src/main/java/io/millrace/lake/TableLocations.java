package io.millrace.lake;

import io.millrace.batch.Batch;
import io.millrace.lake.delta.DataFile;
import io.millrace.lake.delta.TableView;
import io.millrace.lake.parquet.ReadResources;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The locations of all rows of a table, and the numbers by which they know its files. */
final class TableLocations {
  private final RowLocations rows = new RowLocations();
  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<String> paths = new ArrayList<>();

  /** Reads a whole table to learn where its rows lie. */
  static TableLocations of(FileCache cache, TableView view) {
    TableLocations locations = new TableLocations();
    int[] all = IntStream.range(0, view.type().size()).toArray();
    ReadResources resources = ReadResources.alone();
    for (DataFile file : view.files()) {
      int number = locations.number(file.path());
      try (FileScan scan = FileScan.live(cache, view, file, all, List.of(), resources)) {
        for (Batch batch = scan.next(); batch != null; batch = scan.next()) {
          RowDigest digest = RowDigest.of(batch);
          for (int row = 0; row < batch.size(); row++) {
            locations.rows.add(digest.low[row], digest.high[row], number, scan.position(row));
          }
        }
      }
    }
    return locations;
  }

  RowLocations rows() {
    return rows;
  }

  /** Returns the number of a file, which it is given now if it has none. */
  int number(String path) {
    return numbers.computeIfAbsent(
        path,
        key -> {
          paths.add(key);
          return paths.size() - 1;
        });
  }

  String path(int number) {
    return paths.get(number);
  }

  void move(List<LocationChange.Moved> moved) {
    Map<Integer, LocationChange.Moved> byFile = new HashMap<>();
    for (LocationChange.Moved move : moved) {
      byFile.put(number(move.file()), move);
      number(move.target());
    }
    rows.move(
        new RowLocations.Mover() {
          @Override
          public boolean moves(int file) {
            return byFile.containsKey(file);
          }

          @Override
          public int file(int file) {
            return number(byFile.get(file).target());
          }

          @Override
          public int position(int file, int position) {
            LocationChange.Moved move = byFile.get(file);
            int before = move.deleted() == null ? 0 : (int) move.deleted().rankLong(position);
            return move.start() + position - before;
          }
        });
  }
}
