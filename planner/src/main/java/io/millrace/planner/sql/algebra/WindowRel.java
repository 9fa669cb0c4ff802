package io.millrace.planner.sql.algebra;

import io.millrace.planner.plan.Window;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.SingleRel;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;

/** Assigns rows to windows of time: the input's columns, then the window's start and its end. */
public final class WindowRel extends SingleRel {
  private final Window.Kind kind;
  private final int timeColumn;
  private final long size;
  private final long slide;
  private final long offset;
  private final List<Integer> sessionKeys;

  /** Parameters are those of {@link Window}. */
  public WindowRel(
      RelNode input,
      Window.Kind kind,
      int timeColumn,
      long size,
      long slide,
      long offset,
      List<Integer> sessionKeys) {
    super(input.getCluster(), input.getTraitSet(), input);
    this.kind = kind;
    this.timeColumn = timeColumn;
    this.size = size;
    this.slide = slide;
    this.offset = offset;
    this.sessionKeys = List.copyOf(sessionKeys);
  }

  public Window.Kind kind() {
    return kind;
  }

  public int timeColumn() {
    return timeColumn;
  }

  public long size() {
    return size;
  }

  public long slide() {
    return slide;
  }

  public long offset() {
    return offset;
  }

  public List<Integer> sessionKeys() {
    return sessionKeys;
  }

  /** Returns the same over an input with more columns, some of which part sessions as well. */
  WindowRel over(RelNode other, List<Integer> moreSessionKeys) {
    List<Integer> keys = new ArrayList<>(sessionKeys);
    keys.addAll(moreSessionKeys);
    return new WindowRel(
        other,
        kind,
        timeColumn,
        size,
        slide,
        offset,
        kind == Window.Kind.SESSION ? keys : sessionKeys);
  }

  @Override
  protected RelDataType deriveRowType() {
    RelDataTypeFactory factory = getCluster().getTypeFactory();
    RelDataType time =
        factory.createTypeWithNullability(
            getInput().getRowType().getFieldList().get(timeColumn).getType(), false);
    return factory
        .builder()
        .addAll(getInput().getRowType().getFieldList())
        .add(Window.START, time)
        .add(Window.END, time)
        .uniquify()
        .build();
  }

  @Override
  public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
    return new WindowRel(inputs.get(0), kind, timeColumn, size, slide, offset, sessionKeys);
  }

  @Override
  public RelWriter explainTerms(RelWriter writer) {
    return super.explainTerms(writer)
        .item("kind", kind)
        .item("time", timeColumn)
        .item("size", size)
        .item("slide", slide)
        .item("offset", offset)
        .item("keys", sessionKeys);
  }
}
