/**
 * Records to columns: what decoders of text formats share, whatever brings the bytes.
 *
 * <p>Read {@link io.millrace.connector.format.RecordDecoder}, then {@link
 * io.millrace.connector.format.ScalarColumn}. A format has a package of its own below; where bytes
 * come from (files, messages) must not be known here.
 */
package io.millrace.connector.format;
