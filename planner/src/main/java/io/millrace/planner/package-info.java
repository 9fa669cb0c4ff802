/**
 * Queries to plans: the only room with Calcite in it.
 *
 * <p>Read {@link io.millrace.planner.QueryPlanner}, then {@link io.millrace.planner.PlannedQuery}
 * and {@link io.millrace.planner.plan.PlanNode}. Nothing of Calcite's may be needed by a caller.
 */
package io.millrace.planner;
