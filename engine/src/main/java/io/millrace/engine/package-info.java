/**
 * The front door: a database in a directory, and sessions that run statements in it.
 *
 * <p>Read {@link io.millrace.engine.Database}, {@link io.millrace.engine.Session} and {@link
 * io.millrace.engine.Result}. This package is a promise to embedders; everything in the packages
 * below may change.
 */
package io.millrace.engine;
