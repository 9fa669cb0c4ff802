package io.millrace.planner.function.kernel;

/** Space that several places of call share for one row; they forget it ahead of the next one. */
public interface RowState extends CallState {

  /** Forgets what belongs to the row before. */
  void forget();
}
