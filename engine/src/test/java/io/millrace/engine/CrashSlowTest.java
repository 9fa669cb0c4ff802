package io.millrace.engine;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Crashes in more and longer scripts than {@link CrashTest}. */
@Tag("slow")
class CrashSlowTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14, 15, 16})
  void aCrashLosesAndDoublesNothing(long seed) throws IOException {
    new CrashScript(seed, folder, 50, 30).run();
  }
}
