package io.millrace.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.batch.BytesBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ByteHeapTest {

  @Test
  void keepsAndComparesBytesOfAnyLength() {
    Random random = new Random(7);
    ByteHeap heap = new ByteHeap();
    List<byte[]> model = new ArrayList<>();
    List<Long> references = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      int length = i % 50 == 0 ? 100_000 + random.nextInt(300_000) : random.nextInt(20);
      if (i % 7 == 0) {
        length = 120 + random.nextInt(20);
      }
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);
      for (int j = 0; j < length; j++) {
        bytes[j] &= (byte) 0x81;
      }
      model.add(bytes);
      references.add(
          i % 3 == 0 ? heap.put(heap.adopt(bytes), 0, length) : heap.put(bytes, 0, length));
    }
    for (int i = 0; i < model.size(); i++) {
      byte[] bytes = model.get(i);
      BytesBuilder builder = new BytesBuilder(0);
      heap.append(references.get(i), builder);
      var column = builder.build();
      assertTrue(Arrays.equals(bytes, Arrays.copyOfRange(column.data(), 0, column.lengths()[0])));
      for (int j = 0; j < model.size(); j++) {
        byte[] other = model.get(j);
        int order = Integer.signum(Arrays.compareUnsigned(bytes, other));
        assertEquals(order, Integer.signum(heap.compare(references.get(i), references.get(j))));
        assertEquals(
            order, Integer.signum(heap.compare(references.get(i), other, 0, other.length)));
        assertEquals(order == 0, heap.equal(references.get(i), other, 0, other.length));
      }
    }
  }

  @Test
  void isWastefulOnceMostIsGarbage() {
    ByteHeap heap = new ByteHeap();
    byte[] bytes = new byte[1000];
    List<Long> references = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      references.add(heap.put(bytes, 0, bytes.length));
    }
    for (int i = 0; i < 90; i++) {
      heap.free(references.get(i));
    }
    assertTrue(!heap.isWasteful());
    for (int i = 90; i < 120; i++) {
      heap.free(references.get(i));
    }
    assertTrue(heap.isWasteful());
  }
}
