package io.millrace.planner.plan;

import io.millrace.planner.catalog.WatermarkColumn;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Assigns rows to windows of time: the input's columns (but not its {@code $watermark}), then
 * {@code window_start} and {@code window_end}. A row may be in several windows, or in none: a row
 * whose time is null is in none, and with {@code $watermark} a late row is in none and counted.
 *
 * @param timeColumn the timestamp that decides
 * @param size microseconds; the gap of a SESSION
 * @param slide microseconds from one window's start to the next (HOP), or by which each window
 *     grows (CUMULATE); else 0
 * @param offset microseconds by which windows start after 1970-01-01
 * @param sessionKeys rows of a session agree in these columns
 * @param late whether the input's last column is {@code $watermark}
 * @param sliced whether nobody reads the timestamp behind it, so that rows of overlapping windows
 *     may be put together before they go into them; the timestamp then comes out as the start of a
 *     slice of time
 */
public record Window(
    PlanNode input,
    Kind kind,
    int timeColumn,
    long size,
    long slide,
    long offset,
    List<Integer> sessionKeys,
    boolean late,
    boolean sliced)
    implements PlanNode {
  /** The name of the first column that is added. */
  public static final String START = "window_start";

  /** The name of the second column that is added. */
  public static final String END = "window_end";

  /** How windows lie in time. */
  public enum Kind {
    TUMBLE,
    HOP,
    CUMULATE,
    SESSION
  }

  public Window {
    sessionKeys = List.copyOf(sessionKeys);
    if (late && !input.type().field(input.type().size() - 1).name().equals(WatermarkColumn.NAME)) {
      throw new IllegalArgumentException("no " + WatermarkColumn.NAME);
    }
  }

  @Override
  public List<PlanNode> inputs() {
    return List.of(input);
  }

  /** Returns whether a moment may lie in several windows. */
  public boolean overlaps() {
    return kind == Kind.CUMULATE || kind == Kind.HOP && slide < size;
  }

  /** Returns how many of the input's columns are kept. */
  public int kept() {
    return input.type().size() - (late ? 1 : 0);
  }

  /** Returns the column {@code window_end} of the result. */
  public int endColumn() {
    return kept() + 1;
  }

  @Override
  public RowType type() {
    List<Field> fields = new ArrayList<>(input.type().fields().subList(0, kept()));
    fields.add(Field.required(START, input.type().type(timeColumn)));
    fields.add(Field.required(END, input.type().type(timeColumn)));
    return new RowType(fields);
  }

  @Override
  public String describe() {
    StringBuilder line = new StringBuilder("Window ");
    line.append(kind.name().toLowerCase(java.util.Locale.ROOT))
        .append(" of ")
        .append(input.type().field(timeColumn).quotedName())
        .append(kind == Kind.SESSION ? ", gap " : ", size ")
        .append(print(size));
    if (slide > 0) {
      line.append(kind == Kind.HOP ? ", slide " : ", step ").append(print(slide));
    }
    if (offset != 0) {
      line.append(", offset ").append(print(offset));
    }
    if (!sessionKeys.isEmpty()) {
      line.append(
          sessionKeys.stream()
              .map(key -> input.type().field(key).quotedName())
              .collect(Collectors.joining(", ", " by ", "")));
    }
    return line.append(late ? ", late rows left out" : "")
        .append(sliced ? ", by slices" : "")
        .toString();
  }

  private static String print(long micros) {
    Duration duration = Duration.of(micros, ChronoUnit.MICROS);
    if (duration.toNanosPart() == 0 && !duration.isNegative()) {
      if (duration.toSeconds() % 86_400 == 0) {
        return duration.toDays() + " d";
      } else if (duration.toSeconds() % 3600 == 0) {
        return duration.toHours() + " h";
      } else if (duration.toSeconds() % 60 == 0) {
        return duration.toMinutes() + " min";
      }
      return duration.toSeconds() + " s";
    }
    return micros + " us";
  }

  @Override
  public PlanNode withInputs(List<PlanNode> inputs) {
    return new Window(
        inputs.get(0), kind, timeColumn, size, slide, offset, sessionKeys, late, sliced);
  }
}
