/**
 * Where state is durable: epochs of changes in a RocksDB database, or in memory for tests and
 * databases that keep nothing. RocksDB is known here and nowhere else.
 */
package io.millrace.state.store;
