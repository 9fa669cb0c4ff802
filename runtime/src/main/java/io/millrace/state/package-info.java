/**
 * State: what operators remember, in memory first, in a durable store below.
 *
 * <p>Read {@link io.millrace.state.Durable} for how state becomes durable, then the tables:
 * records, groups, arrangements, ordered tables. RocksDB is known here and nowhere else.
 */
package io.millrace.state;
