package io.millrace.batch;

import java.nio.charset.StandardCharsets;

/**
 * Values of {@link io.millrace.type.Storage#BYTES}: row {@code i} is {@code data[starts[i] ..
 * starts[i] + lengths[i])}.
 *
 * <p>Ranges may overlap, repeat and lie in any order: a dictionary, a file's own buffer or another
 * column's data is shared rather than copied.
 */
public record BytesColumn(byte[] data, int[] starts, int[] lengths, long[] nulls, int size)
    implements Column {

  /** Returns a column of these texts as UTF-8; a null text is a null row. */
  public static BytesColumn of(String... texts) {
    BytesBuilder builder = new BytesBuilder(texts.length);
    for (String text : texts) {
      if (text == null) {
        builder.appendNull();
      } else {
        builder.appendText(text);
      }
    }
    return builder.build();
  }

  /** Returns the value as text; for borders where a String is needed, not for hot paths. */
  public String text(int row) {
    return new String(data, starts[row], lengths[row], StandardCharsets.UTF_8);
  }

  @Override
  public BytesColumn gather(int[] rows, int count) {
    int[] gatheredStarts = new int[count];
    int[] gatheredLengths = new int[count];
    for (int i = 0; i < count; i++) {
      gatheredStarts[i] = starts[rows[i]];
      gatheredLengths[i] = lengths[rows[i]];
    }
    return new BytesColumn(
        data, gatheredStarts, gatheredLengths, Nulls.gather(nulls, rows, count), count);
  }

  @Override
  public long bytes() {
    long bytes = 2L * Integer.BYTES * size;
    for (int i = 0; i < size; i++) {
      bytes += lengths[i];
    }
    return bytes;
  }
}
