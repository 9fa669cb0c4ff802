/**
 * The connector interface: how rows come in from, and go out to, other systems.
 *
 * <p>Read {@link io.millrace.connector.Connector}. A connector sees only this package and the
 * batches and types; it is found by {@link java.util.ServiceLoader}.
 */
package io.millrace.connector;
