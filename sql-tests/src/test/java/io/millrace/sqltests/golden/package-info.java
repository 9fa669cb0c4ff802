/**
 * Golden files: scripts with their expected output, run in every way in which rows can be cut into
 * steps.
 *
 * <p>Read {@link io.millrace.sqltests.golden.GoldenFile} for the format of a file and {@link
 * io.millrace.sqltests.golden.RunMode} for the ways.
 */
package io.millrace.sqltests.golden;
