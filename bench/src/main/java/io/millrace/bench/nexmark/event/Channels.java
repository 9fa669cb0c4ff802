package io.millrace.bench.nexmark.event;

import io.millrace.batch.BytesBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The channels bids come through, and their addresses: four hot ones, and 10,000 others. */
final class Channels {
  private static final String[] HOT = {"Google", "Facebook", "Baidu", "Apple"};
  private static final int OTHERS = 10_000;
  private static final int HOT_RATIO = 2;

  /** One in so many other addresses does not name its channel. */
  private static final int UNNAMED = 10;

  private final byte[][] names = new byte[HOT.length + OTHERS][];
  private final byte[][] urls = new byte[HOT.length + OTHERS][];

  Channels(long seed) {
    EventRandom random = new EventRandom(~seed);
    TextSource text = new TextSource(random);
    BytesBuilder folders = new BytesBuilder(1);
    for (int i = 0; i < names.length; i++) {
      random.start(i);
      int other = i - HOT.length;
      String name = other < 0 ? HOT[i] : "channel-" + other;
      names[i] = name.getBytes(StandardCharsets.UTF_8);
      text.start().add("https://www.nexmark.com/");
      text.addWords(5, '_').add("/").addWords(5, '_').add("/").addWords(5, '_');
      text.add("/item.htm?query=1");
      if (other >= 0 && random.below(UNNAMED) > 0) {
        text.add("&channel_id=" + Math.abs(Integer.reverse(other)));
      }
      int start = folders.reserve(0);
      int length = text.appendTo(folders);
      urls[i] = Arrays.copyOfRange(folders.data(), start, start + length);
    }
  }

  /** Puts a random channel's name and address into columns. */
  void append(EventRandom random, BytesBuilder channel, BytesBuilder url) {
    int chosen =
        random.below(HOT_RATIO) > 0 ? random.below(HOT.length) : HOT.length + random.below(OTHERS);
    channel.appendBytes(names[chosen], 0, names[chosen].length);
    url.appendBytes(urls[chosen], 0, urls[chosen].length);
  }
}
