/**
 * What can be known of a plan's rows without running it: whether rows are ever taken away, which
 * columns are keys, which state can be freed.
 *
 * <p>Read {@link io.millrace.planner.property.Properties}. Nothing here changes a plan.
 */
package io.millrace.planner.property;
