package io.millrace.operator.time;

/**
 * When state may be freed: every delta still to come has a value greater than the watermark in this
 * column, so rows and groups at or below it can never be touched again.
 *
 * @param column the column of the operator's input, a timestamp (a window's end); never null there
 * @param watermark the promise that covers it
 */
public record Expiry(int column, Watermark watermark) {}
