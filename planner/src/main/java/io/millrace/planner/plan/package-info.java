/**
 * Plans: what a query does, as data.
 *
 * <p>Read {@link io.millrace.planner.plan.PlanNode} first. Kinds of nodes are few on purpose; a new
 * one needs a meaning that no present one can carry. How a node runs does not belong here.
 */
package io.millrace.planner.plan;
