package io.millrace.thread;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every task runs once and has ended when the caller goes on, whoever runs it. */
@Timeout(60)
class SpareThreadsTest {
  private final Set<Thread> helped = Collections.synchronizedSet(new HashSet<>());

  private Runnable counting(AtomicInteger count) {
    return () -> {
      helped.add(Thread.currentThread());
      count.incrementAndGet();
    };
  }

  /** No thread outlives the threads' closing. */
  @AfterEach
  void threadsEnd() throws InterruptedException {
    helped.remove(Thread.currentThread());
    for (Thread thread : helped) {
      if (thread.getName().startsWith("millrace-spare-")) {
        assertTrue(thread.isDaemon());
        thread.join(30_000);
        assertFalse(thread.isAlive(), thread.getName());
      }
    }
  }

  @Test
  void everyTaskRunsOnceWhateverTheNumberOfCallers() throws InterruptedException {
    try (SpareThreads spare = new SpareThreads(2)) {
      List<Thread> callers = new ArrayList<>();
      AtomicInteger wrong = new AtomicInteger();
      for (int caller = 0; caller < 5; caller++) {
        Thread thread =
            new Thread(
                () -> {
                  for (int i = 0; i < 2000; i++) {
                    List<AtomicInteger> counts = new ArrayList<>();
                    List<Runnable> tasks = new ArrayList<>();
                    for (int task = 0; task < i % 5; task++) {
                      counts.add(new AtomicInteger());
                      tasks.add(counting(counts.get(task)));
                    }
                    spare.run(tasks);
                    if (!counts.stream().allMatch(count -> count.get() == 1)) {
                      wrong.incrementAndGet();
                    }
                  }
                });
        thread.start();
        callers.add(thread);
      }
      for (Thread thread : callers) {
        thread.join();
      }
      assertEquals(0, wrong.get());
    }
  }

  @Test
  void othersHelp() {
    try (SpareThreads spare = new SpareThreads(2)) {
      CountDownLatch together = new CountDownLatch(3);
      Runnable meeting =
          () -> {
            helped.add(Thread.currentThread());
            together.countDown();
            awaitQuietly(together);
          };
      spare.run(List.of(meeting, meeting, meeting));
      assertEquals(3, helped.size());
      assertTrue(helped.contains(Thread.currentThread()));
    }
  }

  @Test
  void nobodyWaitsForAThreadThatIsBusy() throws InterruptedException {
    try (SpareThreads spare = new SpareThreads(1)) {
      CountDownLatch begun = new CountDownLatch(1);
      CountDownLatch end = new CountDownLatch(1);
      Thread other =
          new Thread(
              () ->
                  spare.run(
                      List.of(
                          () -> awaitQuietly(end),
                          () -> {
                            helped.add(Thread.currentThread());
                            begun.countDown();
                            awaitQuietly(end);
                          })));
      other.start();
      begun.await();
      AtomicInteger count = new AtomicInteger();
      spare.run(List.of(counting(count), counting(count), counting(count)));
      assertEquals(3, count.get());
      end.countDown();
      other.join();
    }
  }

  @Test
  void withoutThreadsTheCallerDoesEverything() {
    AtomicInteger count = new AtomicInteger();
    SpareThreads.NONE.run(List.of(counting(count), counting(count)));
    SpareThreads closed = new SpareThreads(3);
    closed.close();
    closed.run(List.of(counting(count), counting(count), counting(count)));
    assertEquals(5, count.get());
    assertEquals(Set.of(Thread.currentThread()), helped);
    assertEquals(3, closed.count());
    assertThrows(IllegalArgumentException.class, () -> new SpareThreads(-1));
  }

  @Test
  void aFailureIsThrownWhenAllHaveEnded() {
    try (SpareThreads spare = new SpareThreads(2)) {
      OutOfMemoryError error = new OutOfMemoryError("as if");
      IllegalStateException exception = new IllegalStateException("as if");
      for (int i = 0; i < 200; i++) {
        AtomicBoolean ended = new AtomicBoolean();
        Runnable slow =
            () -> {
              helped.add(Thread.currentThread());
              pause();
              ended.set(true);
            };
        assertSame(
            error,
            assertThrows(
                OutOfMemoryError.class, () -> spare.run(List.of(() -> {}, failing(error), slow))));
        assertTrue(ended.getAndSet(false));
        assertSame(
            exception,
            assertThrows(
                IllegalStateException.class,
                () -> spare.run(List.of(failing(exception), slow, failing(error)))));
        assertTrue(ended.get());
      }
    }
  }

  @Test
  void anInterruptedCallerWaitsAndStaysInterrupted() {
    try (SpareThreads spare = new SpareThreads(1)) {
      CountDownLatch begun = new CountDownLatch(1);
      AtomicBoolean ended = new AtomicBoolean();
      spare.run(
          List.of(
              () -> {
                awaitQuietly(begun);
                Thread.currentThread().interrupt();
              },
              () -> {
                helped.add(Thread.currentThread());
                begun.countDown();
                for (int i = 0; i < 50; i++) {
                  pause();
                }
                ended.set(true);
              }));
      assertTrue(ended.get());
      assertTrue(Thread.interrupted());
    }
  }

  private static Runnable failing(Throwable failure) {
    return () -> {
      if (failure instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) failure;
    };
  }

  private static void pause() {
    long end = System.nanoTime() + 300_000;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
