package io.millrace.planner.codegen;

import io.millrace.planner.function.FunctionEntry;
import io.millrace.planner.function.FunctionTable;
import io.millrace.planner.function.Implementation;
import io.millrace.planner.function.kernel.Regex;
import io.millrace.planner.function.kernel.Text;
import io.millrace.planner.function.kernel.TextEdges;
import io.millrace.planner.type.TypeMapping;
import io.millrace.type.Storage;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;

/**
 * Finds the column of whose texts an expression gives parts out, so that they can be left where
 * they are. That is no promise: of each value the generated code looks whether it lies there.
 */
final class TextSlices {
  /** The functions that give out bytes of their first argument. */
  private static final Map<Class<?>, Set<String>> SHARING =
      Map.of(
          Text.class,
          Set.of("substring", "substr", "left", "right", "splitPart", "splitIndex"),
          TextEdges.class,
          Set.of("trim", "ltrim", "rtrim"),
          Regex.class,
          Set.of("extract", "substring"));

  private TextSlices() {}

  /** Returns the number of the input's column, or nothing where values are to be copied. */
  static OptionalInt column(RexNode expression) {
    if (expression instanceof RexInputRef reference) {
      return TypeMapping.typeOf(reference.getType()).storage() == Storage.BYTES
          ? OptionalInt.of(reference.getIndex())
          : OptionalInt.empty();
    } else if (expression instanceof RexCall call) {
      if (call.getKind() == SqlKind.TRIM) {
        return column(call.getOperands().get(2));
      } else if (sharesFirst(call)) {
        return column(call.getOperands().get(0));
      }
    }
    return OptionalInt.empty();
  }

  private static boolean sharesFirst(RexCall call) {
    return FunctionTable.find(call.getOperator())
        .map(FunctionEntry::implementation)
        .filter(Implementation.Method.class::isInstance)
        .map(Implementation.Method.class::cast)
        .filter(m -> SHARING.getOrDefault(m.owner(), Set.of()).contains(m.name()))
        .isPresent();
  }
}
