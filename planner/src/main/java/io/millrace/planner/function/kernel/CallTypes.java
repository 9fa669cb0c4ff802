package io.millrace.planner.function.kernel;

import io.millrace.type.Type;
import java.util.List;

/** The types of a call's arguments and result, for functions that depend on them. */
public record CallTypes(List<Type> arguments, Type result) {
  public CallTypes {
    arguments = List.copyOf(arguments);
  }
}
