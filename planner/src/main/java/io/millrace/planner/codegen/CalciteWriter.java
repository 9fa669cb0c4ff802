package io.millrace.planner.codegen;

import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.planner.type.TypeMapping;
import io.millrace.type.Type;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.DataContext;
import org.apache.calcite.DataContexts;
import org.apache.calcite.adapter.enumerable.RexImpTable;
import org.apache.calcite.adapter.enumerable.RexToLixTranslator;
import org.apache.calcite.jdbc.JavaTypeFactoryImpl;
import org.apache.calcite.linq4j.tree.BlockBuilder;
import org.apache.calcite.linq4j.tree.Expression;
import org.apache.calcite.linq4j.tree.Expressions;
import org.apache.calcite.linq4j.tree.ParameterExpression;
import org.apache.calcite.linq4j.tree.Primitive;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexProgram;
import org.apache.calcite.rex.RexProgramBuilder;
import org.apache.calcite.sql.validate.SqlConformanceEnum;

/**
 * Writes calls of functions that have no code of ours by Calcite's table of implementors: a method
 * of the generated class over boxed values. Slow, and loaded only when such a function is used.
 */
final class CalciteWriter {
  private CalciteWriter() {}

  static Value write(MethodSource method, RexCall call) {
    if (RexImpTable.INSTANCE.get(call.getOperator()) == null) {
      throw unsupported(call, null);
    }
    Type type = TypeMapping.typeOf(call.getType());
    List<RexNode> given = new ArrayList<>();
    List<RexNode> operands = new ArrayList<>();
    RexBuilder builder = new RexBuilder(new JavaTypeFactoryImpl());
    for (RexNode operand : call.getOperands()) {
      if (operand instanceof RexLiteral) {
        operands.add(operand);
      } else {
        operands.add(builder.makeInputRef(operand.getType(), given.size()));
        given.add(operand);
      }
    }
    RexNode overInputs = builder.makeCall(call.getType(), call.getOperator(), operands);
    List<String> boxed = new ArrayList<>();
    for (RexNode operand : given) {
      Value value = method.value(operand);
      String operandType = method.owner().constant(Type.class, value.type(), value.type());
      boxed.add(
          method.use(CalciteValues.class)
              + ".of("
              + operandType
              + ", "
              + value.isNull()
              + ", "
              + value.arguments()
              + ")");
    }
    String name = method.fresh("x");
    method.owner().method(methodText(method, name, call, overInputs, given, builder));
    String typeName = method.owner().constant(Type.class, type, type);
    String result = method.owner().result();
    String values = method.fresh("v");
    method.line("final Object[] " + values + " = new Object[] {" + String.join(", ", boxed) + "};");
    method.line(result + ".isNull = false;");
    method.line(
        "try { "
            + method.use(CalciteValues.class)
            + ".take("
            + name
            + "("
            + values
            + "), "
            + typeName
            + ", "
            + result
            + "); } catch (RuntimeException e) { throw "
            + method.use(CalciteValues.class)
            + ".failure(\""
            + call.getOperator().getName()
            + "\", e, "
            + values
            + "); }");
    return method.take(type, result);
  }

  private static String methodText(
      MethodSource method,
      String name,
      RexCall call,
      RexNode overInputs,
      List<RexNode> given,
      RexBuilder builder) {
    JavaTypeFactoryImpl types = (JavaTypeFactoryImpl) builder.getTypeFactory();
    RelDataTypeFactory.Builder row = types.builder();
    for (int i = 0; i < given.size(); i++) {
      row.add("a" + i, given.get(i).getType());
    }
    RelDataType rowType = row.build();
    RexProgramBuilder program = new RexProgramBuilder(rowType, builder);
    program.addProject(overInputs, "result");
    RexProgram translated = program.getProgram();
    String context = method.owner().constant(DataContext.class, "context", DataContexts.EMPTY);
    BlockBuilder block = new BlockBuilder();
    ParameterExpression values = Expressions.parameter(Object[].class, "values");
    block.add(
        Expressions.declare(
            Modifier.FINAL, DataContext.ROOT, Expressions.parameter(DataContext.class, context)));
    try {
      List<Expression> results =
          RexToLixTranslator.translateProjects(
              translated,
              types,
              SqlConformanceEnum.BABEL,
              block,
              null,
              null,
              DataContext.ROOT,
              (list, index, storage) ->
                  list.append(
                      "a" + index,
                      Expressions.convert_(
                          Expressions.arrayIndex(values, Expressions.constant(index)),
                          Primitive.box(types.getJavaClass(given.get(index).getType())))),
              null);
      block.add(Expressions.return_(null, Expressions.box(results.get(0))));
    } catch (RuntimeException e) {
      throw unsupported(call, e);
    }
    return Expressions.toString(
        Expressions.methodDecl(
            Modifier.PRIVATE, Object.class, name, List.of(values), block.toBlock()));
  }

  private static MillraceException unsupported(RexCall call, RuntimeException cause) {
    return new MillraceException(
        ErrorCode.FEATURE_NOT_SUPPORTED,
        "function " + call.getOperator().getName() + " is not supported",
        cause);
  }
}
