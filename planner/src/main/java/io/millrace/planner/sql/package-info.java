/**
 * From the text of a query to relational algebra: parsing, names, types, validation, and every
 * error in our own words.
 *
 * <p>Read {@link io.millrace.planner.sql.QueryConverter} first. What becomes of the algebra
 * (optimising, plans) does not belong here.
 */
package io.millrace.planner.sql;
