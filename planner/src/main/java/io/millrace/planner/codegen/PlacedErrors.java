package io.millrace.planner.codegen;

import io.millrace.batch.Batch;
import io.millrace.error.MillraceException;
import io.millrace.error.Position;
import io.millrace.operator.Predicate;
import io.millrace.operator.Transform;
import java.util.Map;

/**
 * Gives errors of generated code their place in the user's text, which is found by the line of the
 * generated class that was running: nothing is kept while rows go through.
 */
final class PlacedErrors {
  private PlacedErrors() {}

  static Transform in(Transform transform, Map<Integer, Position> places) {
    return places.isEmpty() ? transform : new PlacedTransform(transform, places);
  }

  static Predicate in(Predicate predicate, Map<Integer, Position> places) {
    return places.isEmpty() ? predicate : new PlacedPredicate(predicate, places);
  }

  private record PlacedTransform(Transform transform, Map<Integer, Position> places)
      implements Transform {
    @Override
    public Batch apply(Batch input) {
      try {
        return transform.apply(input);
      } catch (MillraceException e) {
        throw placed(e, PlacedTransform.class, places);
      }
    }
  }

  private record PlacedPredicate(Predicate predicate, Map<Integer, Position> places)
      implements Predicate {
    @Override
    public int select(Batch input, int[] selected) {
      try {
        return predicate.select(input, selected);
      } catch (MillraceException e) {
        throw placed(e, PlacedPredicate.class, places);
      }
    }
  }

  private static MillraceException placed(
      MillraceException error, Class<?> caller, Map<Integer, Position> places) {
    Position place =
        error.position().isKnown()
            ? Position.NONE
            : place(error.getStackTrace(), caller.getName(), places);
    return place.isKnown()
        ? new MillraceException(error.code(), error.getMessage(), place, error)
        : error;
  }

  /** Of the generated methods between the caller and what failed, the last that has a place. */
  private static Position place(
      StackTraceElement[] trace, String caller, Map<Integer, Position> places) {
    int frame = 0;
    while (frame < trace.length && !trace[frame].getClassName().equals(caller)) {
      frame++;
    }
    Position place = Position.NONE;
    for (frame--; frame >= 0; frame--) {
      if (!trace[frame].getClassName().equals(TransformSource.CLASS_NAME)) {
        break;
      }
      place = places.getOrDefault(trace[frame].getLineNumber(), place);
    }
    return place;
  }
}
