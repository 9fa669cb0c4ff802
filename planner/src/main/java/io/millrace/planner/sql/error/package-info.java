/**
 * What is wrong with a query, in our own words at the user's own place.
 *
 * <p>Read {@link io.millrace.planner.sql.error.ErrorTranslator} first.
 */
package io.millrace.planner.sql.error;
