package io.millrace.bench.nexmark;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.OperatingSystemMXBean;
import java.nio.file.Files;
import java.nio.file.Path;

/** Takes the time, processor time and memory of this process. */
public final class Stopwatch {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String PEAK = "VmHWM:";

  private final long startCpu = cpuNanos();
  private final long startWall = System.nanoTime();

  /** Returns what it took since the stopwatch was made. */
  public Measurement stop() {
    return stop(System.nanoTime() - startWall);
  }

  /** Returns what it took, where the system has taken the time itself. */
  public Measurement stop(long wallNanos) {
    return new Measurement(wallNanos, cpuNanos() - startCpu, heapPeak(), residentPeak());
  }

  /** Returns the processor time that this process has taken so far. */
  static long cpuNanos() {
    OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
    return system instanceof com.sun.management.OperatingSystemMXBean process
        ? process.getProcessCpuTime()
        : 0;
  }

  private static long heapPeak() {
    long bytes = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      if (pool.getType() == MemoryType.HEAP) {
        bytes += pool.getPeakUsage().getUsed();
      }
    }
    return bytes;
  }

  private static long residentPeak() {
    if (!Files.isReadable(STATUS)) {
      return 0;
    }
    try {
      for (String line : Files.readAllLines(STATUS)) {
        if (line.startsWith(PEAK)) {
          return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
        }
      }
      return 0;
    } catch (IOException e) {
      return 0;
    }
  }
}
