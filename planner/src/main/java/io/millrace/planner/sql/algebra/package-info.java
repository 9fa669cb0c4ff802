/**
 * Relational algebra between validation and the rules: sub-queries become joins, and what rules ask
 * of a plan is answered.
 *
 * <p>Read {@link io.millrace.planner.sql.algebra.Decorrelation} and {@link
 * io.millrace.planner.sql.algebra.DependentJoin} first. Must not be added: anything that needs a
 * query's text.
 */
package io.millrace.planner.sql.algebra;
