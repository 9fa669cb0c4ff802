package io.millrace.planner.plan;

import io.millrace.planner.catalog.Relation.TableRelation;
import io.millrace.planner.catalog.WatermarkColumn;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The rows of a relation.
 *
 * @param columns which of its columns, in the order in which the scan delivers them
 * @param withWatermark whether {@link WatermarkColumn#NAME} follows them
 */
public record Scan(TableRelation relation, List<Integer> columns, boolean withWatermark)
    implements PlanNode {
  public Scan {
    columns = List.copyOf(columns);
  }

  @Override
  public List<PlanNode> inputs() {
    return List.of();
  }

  @Override
  public RowType type() {
    RowType type = relation.type().select(columns.stream().mapToInt(i -> i).toArray());
    return withWatermark
        ? type.concat(RowType.of(Field.required(WatermarkColumn.NAME, Type.BIGINT)))
        : type;
  }

  /** Returns what tells this scan from any other: equal scans have equal identities. */
  public String identity() {
    return "Scan " + relation.identity() + columns + withWatermark;
  }

  @Override
  public String describe() {
    return "Scan "
        + String.join(".", relation.path())
        + type().fields().stream()
            .map(Field::quotedName)
            .collect(Collectors.joining(", ", " [", "]"));
  }

  @Override
  public PlanNode withInputs(List<PlanNode> inputs) {
    return this;
  }
}
