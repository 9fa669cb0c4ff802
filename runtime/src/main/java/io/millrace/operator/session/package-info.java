/**
 * Session windows: rows of a key that follow each other closely, together until a gap parts them.
 *
 * <p>Read {@link io.millrace.operator.session.SessionOperator}, which keeps rows and gives each its
 * session, and {@link io.millrace.operator.session.SessionAggregateOperator}, which keeps
 * accumulators alone. Windows that the clock makes are in {@code io.millrace.operator.time}.
 */
package io.millrace.operator.session;
