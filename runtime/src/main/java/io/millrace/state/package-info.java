/**
 * State: what operators remember, in memory first, in a durable store below.
 *
 * <p>Read {@link io.millrace.state.Durable} for how state becomes durable, then the tables:
 * records, groups, arrangements, ordered tables. The durable store is the package {@code store}.
 */
package io.millrace.state;
