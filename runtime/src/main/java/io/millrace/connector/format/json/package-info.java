/**
 * JSON to columns, and to types.
 *
 * <p>Read {@link io.millrace.connector.format.json.JsonDecoder}. Bytes are read once: names are
 * recognised and values are put into columns where they stand, without a tree in between.
 */
package io.millrace.connector.format.json;
