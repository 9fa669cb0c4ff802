package io.millrace.planner.function.kernel;

/**
 * Space of a function's own that lives as long as the place it is called at, one per worker; made
 * by the constructor without arguments.
 */
public interface CallState {}
