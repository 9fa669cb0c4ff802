package io.millrace.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.batch.BatchBuilder;
import io.millrace.batch.BytesColumn;
import io.millrace.type.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SharedTextsTest {
  private static final String LONG = "a text of more than the seven bytes that a reference holds ";

  @Test
  void keepsATextThatComesAgainOnce() {
    RecordStore records = new RecordStore(new RecordLayout(List.of(Type.VARCHAR), 0));
    for (int i = 0; i < 100_000; i++) {
      write(records, records.allocate(), LONG + i % 1000);
    }
    for (int i = 0; i < 100_000; i++) {
      assertEquals(LONG + i % 1000, text(records, i));
    }
    assertTrue(records.bytes() < 4 << 20, records.bytes() + " bytes");
  }

  @Test
  void givesUpOnTextsThatNeverComeAgainAndTakesToThoseThatDo() {
    ByteHeap heap = new ByteHeap();
    SharedTexts texts = SharedTexts.ofRowsThatStay();
    for (int i = 0; i < 20_000; i++) {
      put(texts, heap, LONG + i);
    }
    long tableOfNothing = texts.bytes();
    for (int i = 0; i < 40_000; i++) {
      put(texts, heap, LONG + i);
    }
    assertEquals(tableOfNothing, texts.bytes(), "it goes on looking");
    long once = heap.bytes();
    for (int i = 0; i < 1_000_000; i++) {
      put(texts, heap, LONG + i % 100);
    }
    assertTrue(heap.bytes() < once + (16 << 20), heap.bytes() - once + " bytes more");
  }

  @Test
  void keepsAnArrayThatIsMuchUsedAndCopiesOfOthers() {
    ByteHeap heap = new ByteHeap();
    SharedTexts texts = SharedTexts.ofRowsThatStay();
    BytesColumn many = texts(10_000, "page ");
    long[] references = new long[10_000];
    texts.put(heap, many, null, 10_000, references);
    assertEquals(many.data().length, heap.bytes(), "the array itself, and nothing else");
    assertSame(many, heap, references);
    int[] few = {3, 77, 9_999};
    texts.put(heap, texts(10_000, "other "), few, few.length, references);
    assertTrue(heap.bytes() < many.data().length + 10_000, "a few copies");
    assertTrue(heap.equal(references[1], text("other ", 77), 0, text("other ", 77).length));
  }

  @Test
  void keepsAnArrayOfRowsThatMayGoOnlyWhereMostOfItIsUsed() {
    ByteHeap heap = new ByteHeap();
    SharedTexts texts = SharedTexts.ofRowsThatMayGo();
    BytesColumn all = texts(10_000, "page ");
    int[] half = new Random(3).ints(5_000, 0, 10_000).toArray();
    long[] references = new long[10_000];
    texts.put(heap, all, half, half.length, references);
    for (int i = 0; i < half.length; i++) {
      byte[] text = text("page ", half[i]);
      assertTrue(heap.equal(references[i], text, 0, text.length));
    }
    assertTrue(heap.bytes() < all.data().length * 3 / 4, "copies of what is used");
    ByteHeap other = new ByteHeap();
    SharedTexts.ofRowsThatMayGo().put(other, all, null, 10_000, references);
    assertEquals(all.data().length, other.bytes(), "the array itself");
  }

  @Test
  void keepsAnArrayOnceItHasBeenMuchUsedInAll() {
    ByteHeap heap = new ByteHeap();
    SharedTexts texts = SharedTexts.ofRowsThatStay();
    BytesColumn dictionary = texts(1_000, "entry ");
    long[] references = new long[1_000];
    for (int round = 0; round < 100; round++) {
      int[] rows = new Random(round).ints(100, 0, 1_000).toArray();
      texts.put(heap, dictionary, rows, rows.length, references);
      for (int i = 0; i < rows.length; i++) {
        byte[] text = text("entry ", rows[i]);
        assertTrue(heap.equal(references[i], text, 0, text.length));
      }
    }
    assertTrue(heap.bytes() < 2 * dictionary.data().length, heap.bytes() + " bytes");
  }

  private static BytesColumn texts(int count, String start) {
    String[] texts = new String[count];
    Arrays.setAll(texts, i -> i % 13 == 5 ? null : i % 17 == 0 ? "" : start + "of a file " + i);
    return BytesColumn.of(texts);
  }

  private static byte[] text(String start, int i) {
    String text = i % 13 == 5 || i % 17 == 0 ? "" : start + "of a file " + i;
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void assertSame(BytesColumn column, ByteHeap heap, long[] references) {
    BytesColumn copy = heap.column(references, column.size(), column.nulls());
    for (int row = 0; row < column.size(); row++) {
      assertEquals(column.isNull(row) ? "" : column.text(row), copy.text(row));
    }
  }

  @Test
  void keepsTextsTrueWhileTheirOwnersComeAndGo() {
    long seed = 11;
    Random random = new Random(seed);
    RecordStore records = new RecordStore(new RecordLayout(List.of(Type.VARCHAR), 0));
    List<Integer> live = new ArrayList<>();
    List<String> model = new ArrayList<>();
    for (int i = 0; i < 200_000; i++) {
      boolean grows = live.size() < (i / 50_000 % 2 == 0 ? 3_000 : 300);
      int at = live.isEmpty() ? 0 : random.nextInt(live.size());
      String text = LONG.substring(0, random.nextInt(40)) + random.nextInt(200);
      if (grows) {
        live.add(records.allocate());
        model.add(text);
        write(records, live.get(live.size() - 1), text);
      } else if (random.nextBoolean()) {
        write(records, live.get(at), text);
        model.set(at, text);
      } else {
        records.free(live.get(at));
        live.set(at, live.get(live.size() - 1));
        model.set(at, model.get(model.size() - 1));
        live.remove(live.size() - 1);
        model.remove(model.size() - 1);
      }
      if (i % 10_000 == 0) {
        for (int j = 0; j < live.size(); j++) {
          assertEquals(model.get(j), text(records, live.get(j)), "seed " + seed);
        }
      }
    }
    assertTrue(records.bytes() < 4 << 20, records.bytes() + " bytes");
  }

  private static void put(SharedTexts texts, ByteHeap heap, String text) {
    BytesColumn column = BytesColumn.of(text);
    long reference = texts.put(heap, column.data(), 0, column.lengths()[0]);
    assertTrue(heap.equal(reference, column.data(), 0, column.lengths()[0]), text);
  }

  private static void write(RecordStore records, int record, String text) {
    records.write(record, 0, BytesColumn.of(text), 0);
  }

  private static String text(RecordStore records, int record) {
    BatchBuilder builder = new BatchBuilder(List.of(Type.VARCHAR), 1);
    records.append(record, 0, builder.column(0));
    builder.endRow(1);
    return builder.build().bytes(0).text(0);
  }
}
