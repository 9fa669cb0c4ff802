/**
 * Event time: watermarks, what they say of rows that come late and of state that can go, and the
 * windows of the clock.
 *
 * <p>Read {@link io.millrace.operator.time.Watermark}, {@link io.millrace.operator.time.Expiry} and
 * {@link io.millrace.operator.time.Windowing}. Windows that rows make are in {@code
 * io.millrace.operator.session}.
 */
package io.millrace.operator.time;
