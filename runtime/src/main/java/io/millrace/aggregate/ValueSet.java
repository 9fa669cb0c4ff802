package io.millrace.aggregate;

/**
 * Sets of records, one set a group, linked through slots of the records and of the groups: no
 * object for a group or a member.
 */
sealed interface ValueSet permits GrowingValues, LinkedValues, OrderedValues {

  /** Puts a record, not yet a member, into a group's set. */
  void insert(int group, int record);

  /** Takes a member out of a group's set. */
  void remove(int group, int record);

  /** Returns the first member of a group's set, or -1. */
  int first(int group);

  /** Returns the last member of a group's set, or -1. */
  int last(int group);

  /** Empties a group's set and returns what was in it. */
  int[] clear(int group);
}
