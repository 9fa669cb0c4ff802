package io.millrace.bench.nexmark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManyQueriesTest {
  @Test
  void noTwoQueriesAreTheSame() {
    List<String> texts = ManyQueries.texts(50);
    assertEquals(50, new HashSet<>(texts).size());
  }

  /** It fails by itself unless each query has been given every event. */
  @Test
  void readsTheStreamOnceForAll(@TempDir Path folder) throws Exception {
    List<String> options = List.of("--events", "2000", "--views", "6", "--data", folder.toString());
    new ManyQueries(new Arguments(options)).run();
  }
}
