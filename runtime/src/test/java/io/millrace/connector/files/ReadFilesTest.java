package io.millrace.connector.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The offset of a reader of files: exact, and no longer than it must be. */
class ReadFilesTest {

  @Test
  void readsBackWhatItWrote() {
    for (int seed = 0; seed < 30; seed++) {
      Random random = new Random(seed);
      ReadFiles files = new ReadFiles();
      Map<String, FileProgress> expected = new HashMap<>();
      for (int i = 0; i < random.nextInt(400); i++) {
        String key = "day=" + random.nextInt(50) + "/ä\t\\n\n>=" + random.nextInt(20) + ".json";
        FileProgress progress =
            new FileProgress(random.nextInt(5) - 1, random.nextLong() >>> 1, i, random.nextInt());
        files.put(key, progress);
        expected.put(key, progress);
        if (random.nextInt(20) == 0) {
          files = new ReadFiles(files.text());
        }
      }
      FileProgress now = new FileProgress(-1, 7, 8, 9);
      ReadFiles again = new ReadFiles(files.text("the\tcurrent", now));
      assertEquals(Optional.of("the\tcurrent"), again.current());
      assertEquals(Optional.of(now), again.find("the\tcurrent"));
      for (Map.Entry<String, FileProgress> entry : expected.entrySet()) {
        assertEquals(Optional.of(entry.getValue()), again.find(entry.getKey()), "seed " + seed);
      }
      assertEquals(Optional.empty(), again.find("unknown"));
      assertFalse(again.isEnded());
      files.end();
      assertTrue(new ReadFiles(files.text()).isEnded());
    }
  }

  @Test
  void staysShort() {
    ReadFiles files = new ReadFiles();
    Set<String> present = new HashSet<>();
    for (int i = 0; i < 20_000; i++) {
      String key = "landing/2024/part-" + (100_000 + i) + ".json";
      files.put(key, new FileProgress(1000 + i, 1000 + i, 10, 10));
      present.add(key);
    }
    assertTrue(files.text().length() < 20_000 * 30, "length " + files.text().length());
    files.retain(present);
    files.retain(Set.of());
    assertTrue(files.find("landing/2024/part-100000.json").isPresent(), "nothing listed");
    Set<String> last = Set.of("landing/2024/part-119999.json");
    files.retain(last);
    assertTrue(files.find("landing/2024/part-119999.json").isPresent());
    assertTrue(files.find("landing/2024/part-100000.json").isEmpty());
    assertTrue(files.text().length() < 40_000, "length " + files.text().length());
  }

  @Test
  void refusesWhatItDidNotWrite() {
    for (String text : List.of("", "7", "files 1\n=a\tb\n", "files 1\nz!!\n", "files 1\nzAAAA\n")) {
      MillraceException error =
          assertThrows(MillraceException.class, () -> new ReadFiles(text), text);
      assertEquals(ErrorCode.DATA_CORRUPTED, error.code());
    }
  }
}
