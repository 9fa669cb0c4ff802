package io.millrace.planner.sql.algebra;

import io.millrace.error.Position;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelNode;

/**
 * A query as relational algebra, without sub-queries and correlation.
 *
 * @param node its rows
 * @param columns which of its columns the user sees, in order
 * @param names what the user calls them
 * @param order columns of {@code node} that the rows are shown by
 * @param offset how many rows are left out first
 * @param limit how many rows are shown, or {@link Long#MAX_VALUE}
 * @param over where the first OVER stands, for errors about it
 */
public record Algebra(
    RelNode node,
    List<Integer> columns,
    List<String> names,
    List<RelFieldCollation> order,
    long offset,
    long limit,
    Optional<Position> over) {}
