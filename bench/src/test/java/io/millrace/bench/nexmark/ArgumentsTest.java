package io.millrace.bench.nexmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Options of the command line. */
class ArgumentsTest {
  private static Map<String, String> classPaths(String... given) {
    return new Arguments(List.of(given)).pairs("class-path");
  }

  private static String refusal(String value) {
    return assertThrows(IllegalArgumentException.class, () -> classPaths("--class-path", value))
        .getMessage();
  }

  @Test
  void pairsAreSplitAtTheFirstEqualsSign() {
    assertEquals(
        Map.of("one", "a/classes:b.jar", "two", "c=d.jar"),
        classPaths("--class-path", "one=a/classes:b.jar,two=c=d.jar"));
  }

  @Test
  void thereAreNoPairsUnlessTheyAreGiven() {
    assertEquals(Map.of(), classPaths("--workers", "2"));
  }

  @Test
  void pairsWithoutNameOrValueAreRefused() {
    for (String wrong : List.of("one", "=a.jar", "one=", "one=a.jar,b.jar")) {
      String part = wrong.substring(wrong.indexOf(',') + 1);
      assertEquals("expected --class-path NAME=VALUE, found '" + part + "'", refusal(wrong));
    }
  }

  @Test
  void aNameHasOneValue() {
    assertEquals("--class-path has two values for 'one'", refusal("one=a.jar,one=b.jar"));
  }
}
