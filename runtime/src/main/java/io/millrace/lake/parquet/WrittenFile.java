package io.millrace.lake.parquet;

import java.util.List;

/** A finished file: its rows, its size in bytes, and what is known of its leaf columns. */
public record WrittenFile(long rows, long bytes, List<LeafStatistics> leaves) {
  public WrittenFile {
    leaves = List.copyOf(leaves);
  }
}
