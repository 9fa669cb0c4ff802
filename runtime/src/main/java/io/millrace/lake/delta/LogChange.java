package io.millrace.lake.delta;

import java.util.List;
import java.util.Map;

/**
 * A change to be committed to the log.
 *
 * @param operation the word that history shows
 * @param parameters what history shows of the operation
 * @param metrics what history shows of its effect
 * @param removes files as they are now
 * @param adds files as they will be; a file with another vector is both removed and added
 * @param dataChange whether rows change; false where they only move
 */
public record LogChange(
    String operation,
    Map<String, String> parameters,
    Map<String, String> metrics,
    List<DataFile> removes,
    List<DataFile> adds,
    boolean dataChange) {
  public LogChange {
    removes = List.copyOf(removes);
    adds = List.copyOf(adds);
  }
}
