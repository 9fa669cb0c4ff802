/**
 * Passes over relational algebra, each a readable list of rules.
 *
 * <p>Read {@link io.millrace.planner.rule.Optimizer}. A rule of our own has a file of its own.
 */
package io.millrace.planner.rule;
