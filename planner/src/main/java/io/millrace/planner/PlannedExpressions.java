package io.millrace.planner;

import io.millrace.operator.Transform;
import io.millrace.type.Projection;
import io.millrace.type.RowType;
import java.util.function.Supplier;

/**
 * Expressions over a row, compiled.
 *
 * @param type their types; names are {@code expr0}, {@code expr1}, ...
 * @param transform makes transforms, one a worker, that give one column an expression and keep
 *     every row
 * @param needed what they use of the row
 */
public record PlannedExpressions(RowType type, Supplier<Transform> transform, Projection needed) {}
