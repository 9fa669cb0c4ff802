package io.millrace.lake.delta;

import java.util.List;
import java.util.Map;

/**
 * A commit as the log keeps it.
 *
 * @param timestamp milliseconds since 1970-01-01 UTC
 * @param applicationId whose transaction it is, or null
 * @param transaction the number of that transaction, or -1
 * @param removes files that are no longer part of the table, with the vector they had
 * @param adds files that became part of it
 * @param dataChange whether rows changed; false where they only moved
 */
public record LogCommit(
    long version,
    long timestamp,
    String operation,
    Map<String, String> parameters,
    Map<String, String> metrics,
    String applicationId,
    long transaction,
    List<DataFile> removes,
    List<DataFile> adds,
    boolean dataChange) {}
