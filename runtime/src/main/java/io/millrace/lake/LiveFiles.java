package io.millrace.lake;

import io.millrace.lake.delta.DataFile;
import io.millrace.lake.delta.LogChange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The files of a table's version, in order, and what a change makes of them. */
final class LiveFiles {
  private LiveFiles() {}

  /** Returns whether all of some files are there as they were, with the same rows deleted. */
  static boolean hold(List<DataFile> files, List<DataFile> wanted) {
    if (wanted.isEmpty()) {
      return true;
    }
    Map<String, DataFile> byPath = new HashMap<>();
    for (DataFile file : files) {
      byPath.put(file.path(), file);
    }
    for (DataFile file : wanted) {
      DataFile now = byPath.get(file.path());
      if (now == null || !Objects.equals(now.vector(), file.vector())) {
        return false;
      }
    }
    return true;
  }

  /** Returns the files after a change, in order; a file with another vector keeps its place. */
  static List<DataFile> after(List<DataFile> files, LogChange change) {
    Map<String, DataFile> added = new HashMap<>();
    for (DataFile file : change.adds()) {
      added.put(file.path(), file);
    }
    Set<String> removed = new HashSet<>();
    for (DataFile file : change.removes()) {
      removed.add(file.path());
    }
    List<DataFile> after = new ArrayList<>(files.size() + change.adds().size());
    for (DataFile file : files) {
      if (!removed.contains(file.path())) {
        after.add(file);
      } else if (added.containsKey(file.path())) {
        after.add(added.remove(file.path()));
      }
    }
    boolean inOrder = true;
    for (DataFile file : change.adds()) {
      if (added.containsKey(file.path())) {
        inOrder &=
            after.isEmpty() || FileOrdinal.ORDER.compare(after.get(after.size() - 1), file) < 0;
        after.add(file);
      }
    }
    if (!inOrder) {
      after.sort(FileOrdinal.ORDER);
    }
    return after;
  }
}
