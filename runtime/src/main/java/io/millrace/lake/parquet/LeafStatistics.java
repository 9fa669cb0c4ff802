package io.millrace.lake.parquet;

/**
 * What is known of a leaf column's values in a file.
 *
 * @param path the names from the top column down to the leaf
 * @param column the leaf as it was asked to be written
 * @param nulls how many values are null
 * @param min the smallest value, or null if there is none or it is not known: a {@code Long},
 *     {@code Double}, {@code BigInteger} (unscaled) or {@code byte[]}
 * @param max the largest value, of the same kind
 * @param repeated whether it lies within an array or a map
 */
public record LeafStatistics(
    java.util.List<String> path,
    ParquetColumn column,
    long nulls,
    Object min,
    Object max,
    boolean repeated) {}
