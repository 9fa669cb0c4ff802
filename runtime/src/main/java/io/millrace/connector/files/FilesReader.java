package io.millrace.connector.files;

import io.millrace.batch.Batch;
import io.millrace.batch.BatchBuilder;
import io.millrace.batch.Column;
import io.millrace.connector.Reader;
import io.millrace.connector.files.TextFileCursor.Ending;
import io.millrace.connector.format.RecordDecoder;
import io.millrace.error.MillraceException;
import io.millrace.lake.parquet.ReadResources;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads files one after the other. When those it knew are done it looks for new ones, and for old
 * ones that have grown; a long listing is not repeated at once.
 */
final class FilesReader implements Reader {
  private static final int MANY_FILES = 1000;
  private static final int PAUSE_PER_LISTING = 5;

  /** So few rows are put together with those of the next file. */
  private static final int FEW = 256;

  private static final Comparator<FoundFile> BY_NAME = Comparator.comparing(FoundFile::key);
  private static final Comparator<FoundFile> BY_TIME =
      Comparator.comparingLong(FoundFile::modified).thenComparing(BY_NAME);

  private final FilesOptions options;
  private final RequestedColumns columns;
  private final ReadFiles known;
  private final Clock clock;
  private final int bufferSize;
  private final BadRecordList bad;
  private final RecordDecoder decoder;
  private final ReadResources resources;
  private final ArrayDeque<FoundFile> queue = new ArrayDeque<>();
  private Optional<String> interrupted;
  private FoundFile file;
  private FileCursor cursor;
  private boolean isListed;
  private long listAgainAt = Long.MIN_VALUE;

  FilesReader(
      FilesOptions options,
      RequestedColumns columns,
      ReadFiles known,
      Clock clock,
      int bufferSize) {
    this.options = options;
    this.columns = columns;
    this.known = known;
    this.clock = clock;
    this.bufferSize = bufferSize;
    this.bad = new BadRecordList(options.isFailing());
    this.decoder = options.format() == FileFormat.PARQUET ? null : columns.decoder();
    this.resources = columns.resources();
    this.interrupted = known.current();
  }

  @Override
  public Batch poll(int maxRows) {
    List<Batch> gathered = new ArrayList<>();
    int rows = 0;
    try {
      while (rows < maxRows && !bad.isFull()) {
        if (cursor == null && !openNext(gathered.isEmpty())) {
          break;
        }
        Batch batch = readFile(maxRows - rows);
        if (batch != null) {
          gathered.add(batch);
          rows += batch.size();
        }
        if (rows >= FEW) {
          // More is another poll's: rows of one buffer need no copying.
          break;
        }
      }
    } catch (MillraceException e) {
      if (gathered.isEmpty()) {
        throw e;
      }
      // The rows before the error go first; the next poll meets it again.
    }
    if (gathered.isEmpty()) {
      return bad.isFull() ? BatchBuilder.empty(columns.type()) : null;
    }
    return BatchBuilder.concat(columns.type(), gathered);
  }

  /** Returns the next rows of the open file; null, and the file closed, where there are none. */
  private Batch readFile(int maxRows) {
    int rows = cursor.read(maxRows);
    if (rows > 0) {
      long firstRow = cursor.progress().rows() + 1;
      Column[] data = cursor.take();
      return columns.batch(data, file, firstRow, rows);
    }
    if (!bad.isFull()) {
      leave();
    }
    return null;
  }

  /** Closes the open file, of which there is no more for now. */
  private void leave() {
    FileProgress progress = cursor.progress();
    String unfinished = cursor.unfinished();
    if (!unfinished.isEmpty()) {
      if (!options.isWatched()) {
        throw FileErrors.damaged(file.path(), unfinished, null);
      } else if (isSettled(file)) {
        bad.add(file.path().toString(), unfinished + "; waiting for the rest", "");
      }
    }
    cursor.close();
    cursor = null;
    known.put(file.key(), progress);
    if (queue.isEmpty()) {
      resources.memory().release();
      if (!options.isWatched()) {
        known.end();
      }
    }
  }

  /**
   * Opens the next file.
   *
   * @param mayList whether to look for files when no more are known
   */
  private boolean openNext(boolean mayList) {
    while (true) {
      if (queue.isEmpty() && !(mayList && list())) {
        return false;
      }
      FoundFile next = queue.peek();
      try {
        cursor = open(next);
        file = next;
        queue.poll();
        return true;
      } catch (NoSuchFileException e) {
        // Gone before its turn came: there is nothing to be read of it.
        queue.poll();
        known.find(next.key()).ifPresent(progress -> reportLoss(next.path().toString(), progress));
      } catch (IOException e) {
        throw FileErrors.of(e, next.path());
      }
    }
  }

  private FileCursor open(FoundFile next) throws IOException {
    FileProgress progress = known.find(next.key()).orElse(FileProgress.START);
    if (options.format() == FileFormat.PARQUET) {
      if (progress.size() >= 0 && progress.position() > 0) {
        throw FileErrors.replaced(next.path());
      }
      return new ParquetFileCursor(
          next, columns, progress, options.csv().isMissingNull(), Long.MAX_VALUE, resources);
    }
    if (next.compression() == Compression.NONE && next.size() < progress.position()) {
      throw FileErrors.shrunk(next.path(), progress.position(), next.size());
    }
    Ending ending = Ending.UNKNOWN;
    if (!options.isWatched()) {
      ending = Ending.KNOWN;
    } else if (isSettled(next)) {
      ending = Ending.AS_LISTED;
    }
    return new TextFileCursor(next, decoder, progress, ending, bad, bufferSize, Long.MAX_VALUE);
  }

  private boolean isSettled(FoundFile found) {
    long modified = found.modified() / 1000;
    return clock.millis() - modified >= options.settleTime().toMillis();
  }

  /** Looks for files to read, and returns whether there are any. */
  private boolean list() {
    if (known.isEnded() || (isListed && !options.isWatched())) {
      return false;
    }
    long start = System.nanoTime();
    if (isListed && start - listAgainAt < 0) {
      return false;
    }
    List<FoundFile> found = options.location().list();
    long duration = System.nanoTime() - start;
    listAgainAt =
        System.nanoTime() + (found.size() > MANY_FILES ? PAUSE_PER_LISTING * duration : 0);
    isListed = true;
    Map<String, FoundFile> present = new HashMap<>();
    found.forEach(one -> present.put(one.key(), one));
    known.retain(present.keySet());
    resumeInterrupted(present);
    found.removeIf(one -> !present.containsKey(one.key()) || !isToBeRead(one));
    found.sort(options.isByTime() ? BY_TIME : BY_NAME);
    queue.addAll(found);
    if (queue.isEmpty() && !options.isWatched()) {
      known.end();
    }
    return !queue.isEmpty();
  }

  /** Puts the file first that was being read when the offset was taken. */
  private void resumeInterrupted(Map<String, FoundFile> present) {
    if (interrupted.isEmpty()) {
      return;
    }
    String key = interrupted.get();
    interrupted = Optional.empty();
    FoundFile found = present.remove(key);
    if (found != null) {
      queue.addFirst(found);
    } else {
      known
          .find(key)
          .ifPresent(progress -> reportLoss(options.location().path(key).toString(), progress));
    }
  }

  private void reportLoss(String path, FileProgress progress) {
    if (progress.position() > 0) {
      bad.add(
          path + ":" + (progress.lines() + 1),
          "the file is gone before it was read to its end; its rows from here on are lost",
          "");
    }
  }

  private boolean isToBeRead(FoundFile found) {
    Optional<FileProgress> progress = known.find(found.key());
    if (progress.isEmpty()) {
      return true;
    }
    long size = progress.get().size();
    if (found.size() != size) {
      return true;
    }
    boolean isTail =
        found.compression() == Compression.NONE
            && options.format() != FileFormat.PARQUET
            && progress.get().position() < size;
    return isTail && isSettled(found);
  }

  @Override
  public String offset() {
    if (cursor != null) {
      return known.text(file.key(), cursor.progress());
    } else if (interrupted.isPresent()) {
      String key = interrupted.get();
      return known.text(key, known.find(key).orElse(FileProgress.START));
    }
    return known.text();
  }

  @Override
  public List<BadRecord> takeBadRecords() {
    return bad.take();
  }

  @Override
  public void close() {
    if (cursor != null) {
      cursor.close();
      cursor = null;
    }
  }
}
