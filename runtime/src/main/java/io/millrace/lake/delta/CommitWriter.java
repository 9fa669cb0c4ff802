package io.millrace.lake.delta;

import io.delta.kernel.commit.CommitFailedException;
import io.delta.kernel.commit.CommitMetadata;
import io.delta.kernel.commit.CommitResponse;
import io.delta.kernel.commit.Committer;
import io.delta.kernel.data.Row;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.internal.actions.CommitInfo;
import io.delta.kernel.internal.actions.SingleAction;
import io.delta.kernel.internal.files.ParsedPublishedDeltaData;
import io.delta.kernel.utils.CloseableIterator;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * Writes commits, with what Kernel leaves out of them: the operation's name, parameters and
 * metrics, whether it only appends, and the time of our clock.
 */
final class CommitWriter implements Committer {
  private final Clock clock;
  private String operation;
  private Map<String, String> parameters;
  private Map<String, String> metrics;
  private boolean appends;
  private long readVersion;
  private long readTimestamp;

  CommitWriter(Clock clock) {
    this.clock = clock;
  }

  /** Says what the next commit is. */
  void next(
      String nextOperation,
      Map<String, String> nextParameters,
      Map<String, String> nextMetrics,
      boolean nextAppends) {
    operation = nextOperation;
    parameters = nextParameters;
    metrics = nextMetrics;
    appends = nextAppends;
  }

  /** Says which version the next commit was made from. */
  void from(long version, long timestamp) {
    readVersion = version;
    readTimestamp = timestamp;
  }

  long now() {
    return clock.millis();
  }

  @Override
  public CommitResponse commit(
      Engine engine, CloseableIterator<Row> actions, CommitMetadata metadata)
      throws CommitFailedException {
    CommitInfo proposed = metadata.getCommitInfo();
    long timestamp = timestamp(proposed, metadata.getVersion());
    if (proposed.getInCommitTimestamp().isPresent()) {
      // Kernel takes the committed timestamp from here.
      proposed.setInCommitTimestamp(Optional.of(timestamp));
    }
    CommitInfo info =
        new CommitInfo(
            proposed.getInCommitTimestamp(),
            timestamp,
            proposed.getEngineInfo(),
            Optional.of(operation),
            parameters.isEmpty() ? proposed.getOperationParameters() : parameters,
            Optional.of(appends),
            proposed.getTxnId(),
            metrics);
    String file = metadata.getPublishedDeltaFilePath();
    try {
      engine
          .getJsonHandler()
          .writeJsonFileAtomically(
              file,
              actions.map(
                  action ->
                      action.isNullAt(SingleAction.COMMIT_INFO_ORDINAL)
                          ? action
                          : SingleAction.createCommitInfoSingleAction(info.toRow())),
              false);
      return new CommitResponse(
          ParsedPublishedDeltaData.forFileStatus(engine.getFileSystemClient().getFileStatus(file)));
    } catch (FileAlreadyExistsException e) {
      throw new CommitFailedException(true, true, "version exists", e);
    } catch (IOException e) {
      throw new CommitFailedException(false, false, "the commit cannot be written", e);
    }
  }

  /** Returns the clock's time, or the first after the last commit's where that is later. */
  private long timestamp(CommitInfo proposed, long version) {
    long now = clock.millis();
    if (version == 0) {
      return now;
    }
    // Kernel's proposal is later than every commit before, but it is of another clock: it counts
    // only where others have committed since the version that was read last.
    return version == readVersion + 1
        ? Math.max(now, readTimestamp + 1)
        : Math.max(now, proposed.getInCommitTimestamp().orElse(now));
  }
}
