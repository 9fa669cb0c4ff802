/**
 * From relational algebra to plans.
 *
 * <p>Read {@link io.millrace.planner.build.PlanBuilder}; a kind of algebra that takes more than a
 * few lines has a class of its own. How plans run does not belong here.
 */
package io.millrace.planner.build;
