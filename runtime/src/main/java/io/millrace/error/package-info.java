/**
 * Errors as part of the product: what a user sees when something is wrong.
 *
 * <p>Read {@link io.millrace.error.MillraceException} and {@link io.millrace.error.ErrorCode}.
 * Errors that mean a defect of ours are plain {@link IllegalStateException}s and do not belong
 * here.
 */
package io.millrace.error;
