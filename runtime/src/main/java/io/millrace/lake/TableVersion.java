package io.millrace.lake;

import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;

/**
 * One entry of a table's history.
 *
 * @param operation what made the version: {@code INSERT}, {@code STREAMING UPDATE} and so on
 * @param parameters what is kept of the operation
 * @param metrics its effect: {@code numOutputRows}, {@code numDeletedRows}, {@code numAddedFiles},
 *     {@code numRemovedFiles}, {@code numOutputBytes}; other writers may name others
 * @param applicationId who committed it, or null if it was no numbered transaction
 * @param epoch the number of the transaction
 */
public record TableVersion(
    long version,
    Instant timestamp,
    String operation,
    Map<String, String> parameters,
    Map<String, String> metrics,
    String applicationId,
    OptionalLong epoch) {}
