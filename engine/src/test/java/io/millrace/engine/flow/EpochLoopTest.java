package io.millrace.engine.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EpochLoopTest {

  @Test
  void anEpochForWhichMemoryIsTooShortIsTriedAgain() {
    ReentrantLock lock = new ReentrantLock();
    Condition changed = lock.newCondition();
    AtomicInteger attempts = new AtomicInteger();
    List<Long> settled = new ArrayList<>();
    List<ErrorCode> failures = new ArrayList<>();
    EpochLoop loop =
        new EpochLoop(
            lock,
            changed,
            cut -> {
              if (attempts.getAndIncrement() == 0) {
                throw new OutOfMemoryError("made up");
              }
            },
            cut -> settled.add(cut.epoch()),
            error -> failures.add(error.code()));
    loop.start();
    lock.lock();
    try {
      EpochCut cut = new EpochCut(7, null, List.of(), List.of());
      loop.begin(cut);
      MillraceException error = assertThrows(MillraceException.class, () -> loop.await(cut));
      assertEquals(ErrorCode.OUT_OF_MEMORY, error.code());
      assertTrue(error.getMessage().startsWith("epoch 7 could not be written: "), error::describe);
      assertTrue(error.getMessage().contains("the change is kept"), error::describe);
      loop.awaitIdle();
      assertEquals(List.of(7L), settled);
      assertEquals(List.of(ErrorCode.OUT_OF_MEMORY), failures);
    } finally {
      loop.close();
      lock.unlock();
    }
    loop.join();
  }

  @Test
  void readersThatCannotBeToldDoNotEndTheThread() {
    ReentrantLock lock = new ReentrantLock();
    List<ErrorCode> failures = new ArrayList<>();
    EpochLoop loop =
        new EpochLoop(
            lock,
            lock.newCondition(),
            cut -> {},
            cut -> {
              throw new OutOfMemoryError("made up");
            },
            error -> failures.add(error.code()));
    loop.start();
    lock.lock();
    try {
      for (int epoch = 1; epoch <= 2; epoch++) {
        EpochCut cut = new EpochCut(epoch, null, List.of(), List.of());
        loop.begin(cut);
        loop.await(cut);
      }
      assertEquals(List.of(ErrorCode.OUT_OF_MEMORY, ErrorCode.OUT_OF_MEMORY), failures);
    } finally {
      loop.close();
      lock.unlock();
    }
    loop.join();
  }
}
