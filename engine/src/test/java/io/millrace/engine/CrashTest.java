package io.millrace.engine;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Crashes before acts of epochs: nothing is lost and nothing doubled. */
class CrashTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void aCrashLosesAndDoublesNothing(long seed) throws IOException {
    new CrashScript(seed, folder, 20, 8).run();
  }
}
