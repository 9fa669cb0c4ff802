/**
 * Random queries over random tables with random changes: after every step each view must hold what
 * an independent database, DuckDB, answers when it runs the query once over the same tables.
 *
 * <p>Read {@link io.millrace.sqltests.differential.DifferentialTest} for how to run and repeat it,
 * {@link io.millrace.sqltests.differential.QueryGenerator} for the queries that it makes. All
 * randomness comes from {@link io.millrace.sqltests.differential.Choices}, so that a failing case
 * shrinks by shrinking the choices that made it.
 *
 * <p>Where the two systems rightly differ (the operator of integer division, names of functions,
 * windows as table functions) the text is written for both in {@link
 * io.millrace.sqltests.differential.Dialect}'s marks; where they differ in meaning (text of
 * doubles, GREATEST over NULL, rounding casts) nothing is generated. Must not hold: tests of single
 * features, which are golden files.
 */
package io.millrace.sqltests.differential;
