/**
 * Tables that show the database itself: {@code system} and {@code information_schema}.
 *
 * <p>Read {@link io.millrace.engine.system.SystemTables}.
 */
package io.millrace.engine.system;
