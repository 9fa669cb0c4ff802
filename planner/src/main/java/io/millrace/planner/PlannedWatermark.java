package io.millrace.planner;

import java.util.OptionalInt;

/**
 * What a watermark is computed by, compiled.
 *
 * @param expression of each row, a TIMESTAMP
 * @param follows the row's column that it follows: the row with the latest has the latest watermark
 */
public record PlannedWatermark(PlannedExpressions expression, OptionalInt follows) {}
