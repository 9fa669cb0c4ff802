package io.millrace.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The flat hash table of row locations against lists in a map. */
class RowLocationsTest {
  @Test
  void addLocateRemoveMove() {
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      RowLocations locations = new RowLocations();
      Map<Long, List<Integer>> model = new HashMap<>();
      int position = 0;
      for (int step = 0; step < 20_000; step++) {
        // Few slots' worth of low digests, so that probe sequences meet.
        long key = random.nextInt(seed < 10 ? 50 : 5000);
        long low = key % 64 * 0x1_0000_0001L;
        List<Integer> places = model.computeIfAbsent(key, k -> new ArrayList<>());
        if (random.nextInt(100) < (step < 10_000 ? 60 : 40)) {
          locations.add(low, key, position % 7, position);
          places.add(position++);
        } else {
          int wanted = random.nextInt(4);
          List<Integer> found = new ArrayList<>();
          int count =
              locations.locate(
                  low,
                  key,
                  wanted,
                  (file, place) -> {
                    assertEquals(place % 7, file);
                    found.add(place);
                  });
          assertEquals(Math.min(wanted, places.size()), count, "seed " + seed);
          List<Integer> newest = new ArrayList<>(places);
          Collections.reverse(newest);
          assertEquals(newest.subList(0, count), found, "seed " + seed + " step " + step);
          for (int place : found) {
            locations.remove(low, key, place % 7, place);
            places.remove((Integer) place);
          }
        }
      }
      assertEquals(
          model.values().stream().mapToInt(List::size).sum(), locations.size(), "seed " + seed);
    }
  }
}
