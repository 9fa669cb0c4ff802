/**
 * The {@code datagen} connector: made-up rows, for trying things.
 *
 * <p>Read {@link io.millrace.connector.datagen.DatagenConnector}. A row depends on the seed, its
 * columns' options and its number alone; nothing here may look at a clock to make one.
 */
package io.millrace.connector.datagen;
