package io.millrace.lake.delta;

/**
 * Where a file's deletion vector lies: which of its rows are deleted.
 *
 * @param storageType {@code u} for a file beside the table's, named by an encoded UUID; {@code p}
 *     for a file by its absolute path; {@code i} for the vector itself in {@code pathOrInline}
 * @param offset where in the file the vector starts, or -1
 * @param sizeInBytes the vector's size
 * @param cardinality how many rows are deleted
 */
public record DeletionVector(
    String storageType, String pathOrInline, int offset, int sizeInBytes, long cardinality) {}
