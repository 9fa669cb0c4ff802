package io.millrace.connector.format;

/** The mark that some programs put at the beginning of a text file to say how it is encoded. */
public final class ByteOrderMark {
  private ByteOrderMark() {}

  /**
   * Returns the length of the mark at the beginning of a UTF-8 file, mostly 0; {@link
   * RecordDecoder#MORE} where more bytes are needed.
   *
   * @throws MalformedRecord where the mark says that the file is not UTF-8
   */
  public static int length(byte[] data, int limit, boolean end) {
    int first = data[0] & 0xFF;
    int second = data[1] & 0xFF;
    if (limit >= 2 && ((first == 0xFE && second == 0xFF) || (first == 0xFF && second == 0xFE))) {
      throw new MalformedRecord("the file is UTF-16; convert it to UTF-8");
    }
    if (limit < 3) {
      boolean isPossible = limit == 0 || first >= 0xEF;
      return isPossible && !end ? RecordDecoder.MORE : 0;
    }
    return first == 0xEF && second == 0xBB && (data[2] & 0xFF) == 0xBF ? 3 : 0;
  }
}
