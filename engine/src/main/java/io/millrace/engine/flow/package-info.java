/**
 * How data flows through a database: datasets, feeds into them, pipelines between them, steps and
 * epochs.
 *
 * <p>Read {@link io.millrace.engine.flow.Flow} first, then {@link io.millrace.engine.flow.Dataset}
 * and {@link io.millrace.engine.flow.Pipeline}. No SQL and no names of objects here: that is the
 * catalog's and the statements'.
 */
package io.millrace.engine.flow;
