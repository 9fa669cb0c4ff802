/**
 * The catalog: what objects there are, under which names, and what depends on what.
 *
 * <p>Read {@link io.millrace.engine.catalog.CatalogObject} and {@link
 * io.millrace.engine.catalog.Catalog}.
 */
package io.millrace.engine.catalog;
