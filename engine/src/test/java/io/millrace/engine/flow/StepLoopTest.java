package io.millrace.engine.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.millrace.error.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class StepLoopTest {

  @Test
  @Timeout(60)
  void goesOnAfterAnError() throws InterruptedException {
    ReentrantLock lock = new ReentrantLock();
    Condition changed = lock.newCondition();
    List<ErrorCode> failures = new ArrayList<>();
    CountDownLatch steps = new CountDownLatch(2);
    StepLoop loop =
        new StepLoop(
            lock,
            changed,
            () -> {
              steps.countDown();
              if (failures.isEmpty()) {
                throw new OutOfMemoryError("made up");
              }
              return false;
            },
            error -> failures.add(error.code()));
    loop.start();
    while (steps.getCount() > 0) {
      lock.lock();
      try {
        changed.signalAll();
      } finally {
        lock.unlock();
      }
      Thread.sleep(1);
    }
    lock.lock();
    try {
      loop.close();
    } finally {
      lock.unlock();
    }
    loop.join();
    assertEquals(List.of(ErrorCode.OUT_OF_MEMORY), failures);
  }
}
