/**
 * From the text of a query to relational algebra: parsing, names, types, validation.
 *
 * <p>Read {@link io.millrace.planner.sql.QueryConverter} first: it takes the text through {@code
 * syntax} (what is parsed and rewritten before it is validated), the validator, whose catalog and
 * types are here, and {@code algebra} (sub-queries taken out of what comes of it). Every error is
 * said in our own words, {@code error}. What becomes of the algebra (optimising, plans) does not
 * belong here.
 */
package io.millrace.planner.sql;
