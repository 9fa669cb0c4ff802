package io.millrace.state.store;

import io.millrace.error.ErrorCode;
import io.millrace.error.FileProblem;
import io.millrace.error.MillraceException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The right to be the only one that has a directory open, in this process and among processes. Held
 * by a lock on a file that names its holder; the system frees it if the process dies.
 */
final class DirectoryLock implements AutoCloseable {
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();
  private static final String FILE = "millrace.lock";

  /** Beyond the text, so that others can read it where locks are mandatory. */
  private static final long LOCKED_BYTE = 1L << 40;

  private final Path directory;
  private final FileChannel channel;

  private DirectoryLock(Path directory, FileChannel channel) {
    this.directory = directory;
    this.channel = channel;
  }

  /**
   * Makes the directory if need be and takes its lock.
   *
   * @param shown what errors call the database
   * @throws MillraceException DATABASE_LOCKED, INSUFFICIENT_PRIVILEGE or IO_ERROR
   */
  static DirectoryLock acquire(Path directory, Path shown) {
    Path real;
    try {
      Files.createDirectories(directory);
      real = directory.toRealPath();
    } catch (IOException e) {
      throw failure(shown, e);
    }
    // Closing any channel of the file would free this process's lock: look here first.
    if (!HELD.add(real)) {
      throw locked(shown, "by this process");
    }
    FileChannel channel = null;
    try {
      channel =
          FileChannel.open(
              real.resolve(FILE),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
      if (lock == null) {
        throw locked(shown, "by " + holder(channel));
      }
      channel.truncate(0);
      channel.write(ascii(Long.toString(ProcessHandle.current().pid())), 0);
      return new DirectoryLock(real, channel);
    } catch (IOException e) {
      release(real, channel);
      throw failure(shown, e);
    } catch (RuntimeException e) {
      release(real, channel);
      throw e;
    }
  }

  private static ByteBuffer ascii(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String holder(FileChannel channel) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(20);
    channel.read(text, 0);
    String pid = new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII);
    return pid.isEmpty() ? "another process" : "process " + pid;
  }

  private static MillraceException locked(Path directory, String holder) {
    return new MillraceException(
        ErrorCode.DATABASE_LOCKED,
        "database '"
            + directory
            + "' is already open "
            + holder
            + "; a database can be open once at a time: close the other");
  }

  private static MillraceException failure(Path directory, IOException cause) {
    String reason =
        cause instanceof FileAlreadyExistsException
            ? "it is a file, not a directory"
            : FileProblem.reason(cause);
    return new MillraceException(
        FileProblem.code(cause), "cannot open database '" + directory + "': " + reason, cause);
  }

  private static void release(Path directory, FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      // The lock ends with the channel whether or not closing it succeeds.
    } finally {
      HELD.remove(directory);
    }
  }

  @Override
  public void close() {
    release(directory, channel);
  }
}
