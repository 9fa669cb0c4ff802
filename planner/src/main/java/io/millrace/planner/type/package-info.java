/**
 * The border between Calcite's types and ours.
 *
 * <p>Read {@link io.millrace.planner.type.TypeMapping}; nothing else of the project translates
 * types. No rule about values belongs here.
 */
package io.millrace.planner.type;
