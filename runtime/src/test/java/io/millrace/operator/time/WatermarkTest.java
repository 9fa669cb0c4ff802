package io.millrace.operator.time;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class WatermarkTest {
  private static long behind(long current, long micros) {
    Watermark watermark = () -> current;
    return watermark.behind(micros).current();
  }

  @Test
  void behindIsSoMuchEarlier() {
    assertEquals(5, behind(5, 0));
    assertEquals(-2, behind(5, 7));
    assertEquals(12, behind(5, -7));
  }

  @Test
  void noPromiseAndTheLastOneStayWhatTheyAre() {
    assertEquals(Watermark.NONE, behind(Watermark.NONE, 7));
    assertEquals(Watermark.END, behind(Watermark.END, 7));
    assertEquals(Watermark.END, behind(Watermark.END, -7));
  }
}
