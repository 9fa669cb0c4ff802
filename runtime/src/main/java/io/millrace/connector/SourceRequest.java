package io.millrace.connector;

import io.millrace.thread.SpareThreads;
import io.millrace.type.RowType;
import java.util.List;

/**
 * What a source has to deliver.
 *
 * @param columns the columns of each batch, in order, with the names that the data has
 * @param metadata for each column the metadata key it is filled from ({@code file.path}), or null
 *     where the column is in the data
 * @param spare threads that may help the one that reads
 */
public record SourceRequest(
    RowType columns, List<String> metadata, Options options, SpareThreads spare) {}
