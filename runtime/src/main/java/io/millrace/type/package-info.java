/**
 * Row types: what a column may hold, and how it is stored.
 *
 * <p>Read {@link io.millrace.type.Type} first, then {@link io.millrace.type.RowType}. Nothing that
 * holds values belongs here; that is {@code io.millrace.batch}.
 */
package io.millrace.type;
