package io.millrace.operator.session;

/**
 * How rows make sessions.
 *
 * @param keys the columns in which rows of a session agree
 * @param timestamp the column of time
 * @param watermark the column with the watermark as of each row (not null), or -1 where there is
 *     none and nothing is late
 * @param gapMicros the longest time between two rows of one session
 */
public record SessionWindow(int[] keys, int timestamp, int watermark, long gapMicros) {}
