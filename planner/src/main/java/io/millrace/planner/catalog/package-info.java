/**
 * What the planner asks of a catalog: the relations that names stand for.
 *
 * <p>Read {@link io.millrace.planner.catalog.CatalogReader} and {@link
 * io.millrace.planner.catalog.Relation}. How a catalog is kept does not belong here.
 */
package io.millrace.planner.catalog;
