package io.millrace.state.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.state.KeyGroup;
import io.millrace.state.StateReader;
import io.millrace.state.StateWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateStoreTest {
  @TempDir Path directory;
  private final MemoryStateStore memory = new MemoryStateStore();

  private StateStore open(boolean rocks) {
    return rocks ? RocksStateStore.open(directory.resolve("db")) : memory;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static List<String> contents(StateReader reader) {
    List<String> entries = new ArrayList<>();
    reader.scan(
        (key, value) -> entries.add(new String(key, UTF_8) + "=" + new String(value, UTF_8)));
    return entries;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anEpochIsThereAfterReopening(boolean rocks) {
    try (StateStore store = open(rocks)) {
      assertEquals(0, store.lastEpoch());
      EpochBatch epoch = store.begin(7);
      epoch.put("catalog", bytes("a"), bytes("1"));
      epoch.put("catalog", bytes("ab"), bytes("2"));
      epoch.put("catalog", bytes("b"), bytes("3"));
      epoch.put("positions", bytes("a"), bytes("4"));
      StateWriter state = epoch.state("agg");
      state.put(0, bytes("k"), bytes("v"));
      state.put(4095, bytes("z"), bytes("last"));
      state.part("left").put(5, bytes("p"), bytes("q"));
      assertTrue(store.find("catalog", bytes("a")).isEmpty(), "seen before it is committed");
      epoch.commit();
    }
    try (StateStore store = open(rocks)) {
      assertEquals(7, store.lastEpoch());
      assertArrayEquals(bytes("2"), store.find("catalog", bytes("ab")).orElseThrow());
      List<String> found = new ArrayList<>();
      store.scan("catalog", bytes("a"), (key, value) -> found.add(new String(key, UTF_8)));
      assertEquals(List.of("a", "ab"), found);
      assertEquals(List.of("k=v", "z=last"), contents(store.read("agg", 0, 1)));
      assertEquals(List.of("p=q"), contents(store.read("agg", 0, 1).part("left")));
      assertEquals(List.of("z=last"), contents(store.read("agg", 2, 3)));
      assertEquals(List.of("z=last"), contents(store.read("agg", 0, 1).keyGroups(1, 4096)));
      assertEquals(List.of(), contents(store.read("agg", 1, 2).keyGroups(0, 2048)));
      assertEquals(List.of(), contents(store.read("nothing", 0, 1)));
      assertEquals(Set.of("agg", "agg/left"), store.stateNames());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void droppedStateIsGoneAndItsNameIsFree(boolean rocks) {
    try (StateStore store = open(rocks)) {
      EpochBatch epoch = store.begin(1);
      epoch.state("a").put(3, bytes("k"), bytes("v"));
      epoch.state("a").part("x").put(4095, bytes("k"), bytes("v"));
      epoch.state("ab").put(3, bytes("k"), bytes("v"));
      epoch.commit();
      EpochBatch second = store.begin(2);
      second.dropState("a");
      second.state("a").put(3, bytes("n"), bytes("new"));
      second.commit();
      assertEquals(List.of("n=new"), contents(store.read("a", 0, 1)));
      assertEquals(List.of(), contents(store.read("a", 0, 1).part("x")));
      assertEquals(List.of("k=v"), contents(store.read("ab", 0, 1)));
    }
    try (StateStore store = open(rocks)) {
      assertEquals(List.of("n=new"), contents(store.read("a", 0, 1)));
      store.dropState("a");
      assertEquals(Set.of("ab"), store.stateNames());
      assertEquals(List.of(), contents(store.read("a", 0, 1)));
    }
  }

  @Test
  void anUncommittedEpochLeavesNoTrace() {
    try (StateStore store = open(true)) {
      EpochBatch first = store.begin(1);
      first.state("s").put(1, bytes("k"), bytes("v"));
      first.commit();
      EpochBatch lost = store.begin(2);
      lost.dropState("s");
      lost.state("s").put(1, bytes("x"), bytes("y"));
      lost.put("catalog", bytes("a"), bytes("1"));
    }
    try (StateStore store = open(true)) {
      assertEquals(1, store.lastEpoch());
      assertEquals(List.of("k=v"), contents(store.read("s", 0, 1)));
      assertEquals(Set.of("s"), store.stateNames());
      assertTrue(store.find("catalog", bytes("a")).isEmpty());
      assertThrows(IllegalStateException.class, () -> store.begin(1));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void randomEpochsAgreeWithAMap(boolean rocks) {
    long seed = 42;
    Random random = new Random(seed);
    TreeMap<byte[], byte[]> expected = new TreeMap<>(Arrays::compareUnsigned);
    StateStore store = open(rocks);
    for (int round = 1; round <= 20; round++) {
      EpochBatch epoch = store.begin(round);
      StateWriter writer = epoch.state("s");
      for (int i = 0; i < 500; i++) {
        int group = random.nextInt(40) * 100;
        byte[] key = new byte[random.nextInt(3)];
        random.nextBytes(key);
        byte[] whole = StoreKeys.owned(0, group, key);
        if (random.nextInt(3) == 0) {
          writer.delete(group, key);
          expected.remove(whole);
        } else {
          byte[] value = new byte[random.nextInt(300)];
          random.nextBytes(value);
          writer.put(group, key, value);
          expected.put(whole, value);
        }
      }
      epoch.commit();
      if (random.nextBoolean()) {
        store.close();
        store = open(rocks);
      }
      int workers = 1 + random.nextInt(3);
      List<String> found = new ArrayList<>();
      for (int worker = 0; worker < workers; worker++) {
        StateReader reader = store.read("s", worker, workers);
        reader.scan((key, value) -> found.add(Arrays.toString(key) + Arrays.toString(value)));
      }
      List<String> wanted = new ArrayList<>();
      for (Map.Entry<byte[], byte[]> entry : expected.entrySet()) {
        byte[] key = entry.getKey();
        byte[] own = Arrays.copyOfRange(key, StoreKeys.STATE_PREFIX, key.length);
        wanted.add(Arrays.toString(own) + Arrays.toString(entry.getValue()));
      }
      assertEquals(wanted, found, "seed " + seed + " round " + round);
    }
    store.close();
  }

  @Test
  void aBatchIsTheSameFromAnArrayAndRecordByRecord() throws Exception {
    RocksStateStore.loadLibrary();
    WriteBatchEncoder encoder = new WriteBatchEncoder();
    for (int round = 0; round < 3; round++) {
      byte[] large = new byte[(3 - round) << 20];
      encoder.put(bytes("a"), large);
      encoder.delete(bytes("b"));
      encoder.deleteRange(bytes("c"), bytes("d"));
      for (int i = 0; i < 100_000; i++) {
        encoder.putState(1, i & 4095, bytes("key" + i), bytes("before"));
        encoder.putState(1, i & 4095, bytes("key" + i), bytes("value" + round));
      }
      encoder.putState(2, 7, bytes("key"), new byte[1 << 20]);
      encoder.putState(2, 8, bytes("key"), new byte[200]);
      long size = encoder.settle();
      try (var whole = encoder.buildFromArray((int) size);
          var parts = encoder.buildRecordByRecord(size)) {
        assertEquals(100_005, whole.count());
        assertEquals(size, whole.getDataSize());
        assertArrayEquals(whole.data(), parts.data());
      }
      encoder.clear();
    }
  }

  @Test
  void lengthsAreWrittenInAsManyBytesAsTheyTake() {
    byte[] bytes = new byte[5];
    for (int bit = 0; bit < 31; bit++) {
      for (int number : new int[] {(1 << bit) - 1, 1 << bit}) {
        assertEquals(Varint.size(number), Varint.put(number, bytes, 0));
        assertEquals(number, Varint.at(bytes, 0));
      }
    }
  }

  @Test
  void keyGroupsOfAWorkerAreARange() {
    for (int workers = 1; workers <= 70; workers++) {
      for (int group = 0; group < KeyGroup.COUNT; group++) {
        int worker = KeyGroup.worker(group, workers);
        assertTrue(
            group >= KeyGroup.first(worker, workers)
                && group < KeyGroup.first(worker + 1, workers));
      }
    }
  }

  @Test
  void aSecondOpeningIsRefused() throws IOException {
    Path home = directory.resolve("db");
    Path other = Files.createSymbolicLink(directory.resolve("link"), Files.createDirectory(home));
    try (StateStore store = RocksStateStore.open(home)) {
      for (Path path : List.of(home, other)) {
        MillraceException error =
            assertThrows(MillraceException.class, () -> RocksStateStore.open(path));
        assertEquals(ErrorCode.DATABASE_LOCKED, error.code());
        assertTrue(error.getMessage().contains("already open by this process"));
      }
      assertEquals(0, store.lastEpoch());
    }
    RocksStateStore.open(home).close();
  }

  @Test
  void aSecondProcessIsRefused() throws Exception {
    Path home = directory.resolve("db");
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                home.toString())
            .redirectErrorStream(true)
            .start();
    try {
      assertEquals("open", other.inputReader().readLine());
      MillraceException error =
          assertThrows(MillraceException.class, () -> RocksStateStore.open(home));
      assertEquals(ErrorCode.DATABASE_LOCKED, error.code());
      assertTrue(error.getMessage().contains("process " + other.pid()), error.getMessage());
    } finally {
      other.destroyForcibly().waitFor();
    }
    RocksStateStore.open(home).close();
  }

  /** Holds a store open in another process until it is killed. */
  static final class Holder {
    public static void main(String[] args) throws Exception {
      try (StateStore store = RocksStateStore.open(Path.of(args[0]))) {
        System.out.println("open");
        Thread.sleep(60_000 + store.lastEpoch());
      }
    }
  }

  @Test
  void aFileInPlaceOfTheDirectoryIsRefused() throws IOException {
    Path file = Files.writeString(directory.resolve("db"), "x");
    MillraceException error =
        assertThrows(MillraceException.class, () -> RocksStateStore.open(file));
    assertEquals(ErrorCode.IO_ERROR, error.code());
    assertTrue(error.getMessage().contains("is a file"));
  }

  @Test
  void aDamagedFileIsNamed() throws IOException {
    Path home = directory.resolve("db");
    try (StateStore store = RocksStateStore.open(home)) {
      for (int i = 1; i < 4; i++) {
        EpochBatch epoch = store.begin(i);
        epoch.put("catalog", bytes("a" + i), new byte[2000]);
        epoch.commit();
      }
    }
    Path log;
    try (Stream<Path> files = Files.list(home)) {
      log = files.filter(file -> file.toString().endsWith(".log")).findFirst().orElseThrow();
    }
    byte[] content = Files.readAllBytes(log);
    content[1500] ^= 0x55;
    Files.write(log, content);
    MillraceException error =
        assertThrows(MillraceException.class, () -> RocksStateStore.open(home));
    assertEquals(ErrorCode.DATA_CORRUPTED, error.code());
  }

  @Test
  void aTornTailIsAnEpochThatNeverHappened() throws IOException {
    Path home = directory.resolve("db");
    try (StateStore store = RocksStateStore.open(home)) {
      for (int i = 1; i < 4; i++) {
        EpochBatch epoch = store.begin(i);
        epoch.put("catalog", bytes("a"), bytes("value " + i));
        epoch.commit();
      }
    }
    Path log;
    try (Stream<Path> files = Files.list(home)) {
      log = files.filter(file -> file.toString().endsWith(".log")).findFirst().orElseThrow();
    }
    byte[] content = Files.readAllBytes(log);
    Files.write(log, Arrays.copyOf(content, content.length - 3));
    try (StateStore store = RocksStateStore.open(home)) {
      assertEquals(2, store.lastEpoch());
      assertArrayEquals(bytes("value 2"), store.find("catalog", bytes("a")).orElseThrow());
    }
  }

  @Test
  void openingOftenLeavesFewFiles() throws IOException {
    Path home = directory.resolve("db");
    for (int i = 1; i <= 40; i++) {
      try (StateStore store = RocksStateStore.open(home)) {
        assertEquals(i - 1, store.lastEpoch());
        EpochBatch epoch = store.begin(i);
        epoch.put("catalog", bytes("a" + i), bytes("b"));
        epoch.commit();
      }
    }
    try (Stream<Path> files = Files.list(home)) {
      assertTrue(files.count() < 40);
    }
    try (StateStore store = RocksStateStore.open(home)) {
      assertEquals(40, store.lastEpoch());
      assertTrue(store.find("catalog", bytes("a1")).isPresent());
    }
  }
}
