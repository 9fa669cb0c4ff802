package io.millrace.planner.sql.algebra;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.rex.RexVisitorImpl;

/**
 * Makes columns of sub-queries that functions with OVER read: the rule that makes joins of
 * sub-queries does not look into such functions.
 */
final class OverSubQueries extends DeepShuttle {
  private OverSubQueries() {}

  /** Returns algebra of the same rows in which no such function reads a sub-query. */
  static RelNode move(RelNode node) {
    return node.accept(new OverSubQueries());
  }

  @Override
  public RelNode visit(RelNode node) {
    RelNode visited = super.visit(node);
    return visited instanceof Project project && Finder.isNeeded(project)
        ? apart(project)
        : visited;
  }

  /** All of them move: what they take from the row has to be a row of one kind. */
  private static RelNode apart(Project project) {
    RelNode input = project.getInput();
    RexBuilder rexBuilder = project.getCluster().getRexBuilder();
    List<RexNode> columns = new ArrayList<>(rexBuilder.identityProjects(input.getRowType()));
    List<String> names = new ArrayList<>(input.getRowType().getFieldNames());
    List<RexNode> moved =
        new RexShuttle() {
          @Override
          public RexNode visitSubQuery(RexSubQuery subQuery) {
            int place = columns.indexOf(subQuery);
            if (place < 0) {
              place = columns.size();
              columns.add(subQuery);
              names.add("$sub" + place);
            }
            return rexBuilder.makeInputRef(subQuery.getType(), place);
          }
        }.visitList(project.getProjects());
    RelNode below =
        LogicalProject.create(input, List.of(), columns, names, project.getVariablesSet());
    return LogicalProject.create(
        below, List.of(), moved, project.getRowType().getFieldNames(), Set.of());
  }

  /** Looks for sub-queries in functions with OVER. */
  private static final class Finder extends RexVisitorImpl<Void> {
    private boolean found;

    private Finder() {
      super(true);
    }

    static boolean isNeeded(Project project) {
      Finder finder = new Finder();
      project.getProjects().forEach(expression -> expression.accept(finder));
      return finder.found;
    }

    @Override
    public Void visitOver(RexOver over) {
      found |= RexUtil.SubQueryFinder.find(over) != null;
      return super.visitOver(over);
    }
  }
}
