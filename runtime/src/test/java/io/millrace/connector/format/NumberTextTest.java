package io.millrace.connector.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Numbers against BigDecimal and Double. */
class NumberTextTest {
  private final NumberText number = new NumberText();

  private int scan(String text, boolean strict) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    return number.scan(bytes, 0, bytes.length, strict);
  }

  @Test
  void agreesWithTheLibrary() {
    for (int seed = 0; seed < 20_000; seed++) {
      Random random = new Random(seed);
      String text = randomNumber(random);
      String message = "seed " + seed + ": " + text;
      assertEquals(text.length(), scan(text, true), message);
      assertEquals(Double.parseDouble(text), number.toDouble(), message);
      assertEquals(Float.parseFloat(text), number.toFloat(), message);
      BigDecimal exact = new BigDecimal(text);
      boolean isLong =
          exact.signum() == 0
              || (exact.stripTrailingZeros().scale() <= 0
                  && exact.toBigInteger().bitLength() <= 63);
      assertEquals(isLong, number.isLong(), message);
      if (isLong) {
        assertEquals(exact.longValueExact(), number.result(), message);
      }
      int scale = random.nextInt(12);
      BigInteger unscaled = exact.setScale(scale, RoundingMode.HALF_UP).unscaledValue();
      assertEquals(unscaled, number.toBig(scale), message);
      boolean fits = number.scale(scale);
      if (unscaled.abs().compareTo(BigInteger.TEN.pow(18)) < 0) {
        assertEquals(true, fits, message + " scale " + scale);
      }
      if (fits) {
        assertEquals(unscaled.longValueExact(), number.result(), message + " scale " + scale);
      }
    }
  }

  private static String randomNumber(Random random) {
    StringBuilder text = new StringBuilder(random.nextBoolean() ? "-" : "");
    int whole = 1 + random.nextInt(random.nextInt(5) == 0 ? 25 : 8);
    text.append(whole == 1 ? random.nextInt(10) : 1 + random.nextInt(9));
    for (int i = 1; i < whole; i++) {
      text.append(random.nextInt(3) == 0 ? 0 : random.nextInt(10));
    }
    if (random.nextInt(3) > 0) {
      text.append('.');
      int fraction = 1 + random.nextInt(random.nextInt(5) == 0 ? 20 : 6);
      for (int i = 0; i < fraction; i++) {
        text.append(random.nextInt(3) == 0 ? 5 : random.nextInt(10));
      }
    }
    if (random.nextInt(4) == 0) {
      text.append(random.nextBoolean() ? 'e' : 'E');
      text.append(List.of("", "-", "+").get(random.nextInt(3))).append(random.nextInt(30));
    }
    return text.toString();
  }

  @Test
  void knowsWhatIsNoNumber() {
    for (String text : List.of("", "-", ".", "e5", "-e5", "1e", "1e+", "x", "+", "-.", ".e1")) {
      assertEquals(-1, scan(text, false), text);
      assertEquals(-1, scan(text, true), text);
    }
    for (String text : List.of("+1", "01", ".5", "5.", "-01.5")) {
      assertEquals(-1, scan(text, true), text);
      assertEquals(text.length(), scan(text, false), text);
    }
    assertEquals(2, scan("12,", true));
  }

  @Test
  void takesExtremesWithoutLossOrDelay() {
    scan("9223372036854775807", true);
    assertEquals(true, number.isLong());
    assertEquals(Long.MAX_VALUE, number.result());
    scan("-9223372036854775808", true);
    assertEquals(true, number.isLong());
    assertEquals(Long.MIN_VALUE, number.result());
    scan("9223372036854775808", true);
    assertEquals(false, number.isLong());
    scan("1e999999999999", true);
    assertEquals(false, number.isLong());
    assertEquals(false, number.scale(2));
    assertEquals(Double.POSITIVE_INFINITY, number.toDouble());
    scan("0e999999999999", true);
    assertEquals(true, number.isLong());
    scan("1e-999999999999", true);
    assertEquals(false, number.isLong());
    assertEquals(true, number.scale(2));
    assertEquals(0, number.result());
  }
}
