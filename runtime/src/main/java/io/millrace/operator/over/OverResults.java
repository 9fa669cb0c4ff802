package io.millrace.operator.over;

import io.millrace.batch.Column;
import io.millrace.batch.ColumnBuilder;
import io.millrace.operator.aggregate.AggregateCall;
import io.millrace.type.RowType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Computes the results of functions with OVER from rows that are there. */
final class OverResults {
  private final List<OverCall> calls;
  private final OverFrames frames;
  private final OverValues values;
  private final RunningAggregates prefixes;

  /** What has to be computed for each kind of frame. */
  private final Map<Frame, List<OverTotals>> totals = new LinkedHashMap<>();

  private final Map<Frame, List<Integer>> picks = new LinkedHashMap<>();

  OverResults(RowType input, Over over) {
    calls = over.calls();
    frames = new OverFrames(input, over);
    values = new OverValues(frames);
    List<AggregateCall> ofPrefixes = new ArrayList<>();
    Map<Frame, List<Integer>> prefixCalls = new LinkedHashMap<>();
    Map<Frame, List<Integer>> otherCalls = new LinkedHashMap<>();
    int[] numbers = new int[calls.size()];
    for (int i = 0; i < calls.size(); i++) {
      if (calls.get(i) instanceof OverCall.Pick pick) {
        framed(pick.frame());
        picks.get(pick.frame()).add(i);
      } else if (calls.get(i) instanceof OverCall.Total total) {
        framed(total.frame());
        boolean prefix = OverReach.usesCheckpoint(input, total);
        if (prefix) {
          numbers[i] = ofPrefixes.size();
          ofPrefixes.add(total.aggregate());
        }
        (prefix ? prefixCalls : otherCalls)
            .computeIfAbsent(total.frame(), frame -> new ArrayList<>())
            .add(i);
      }
    }
    prefixes = ofPrefixes.isEmpty() ? null : new RunningAggregates(input, ofPrefixes, true);
    prefixCalls.forEach(
        (frame, list) -> {
          int[] results = list.stream().mapToInt(i -> i).toArray();
          int[] own = list.stream().mapToInt(i -> numbers[i]).toArray();
          totals.get(frame).add(new OverTotals(frame, prefixes, true, own, results));
        });
    otherCalls.forEach((frame, list) -> totals.get(frame).add(ofFrame(input, frame, list)));
  }

  private void framed(Frame frame) {
    totals.computeIfAbsent(frame, none -> new ArrayList<>());
    picks.computeIfAbsent(frame, none -> new ArrayList<>());
  }

  private OverTotals ofFrame(RowType input, Frame frame, List<Integer> list) {
    List<AggregateCall> aggregates = new ArrayList<>();
    int[] own = new int[list.size()];
    for (int i = 0; i < own.length; i++) {
      own[i] = i;
      aggregates.add(((OverCall.Total) calls.get(list.get(i))).aggregate());
    }
    boolean growing =
        frame.start().kind() == Frame.Kind.UNBOUNDED_PRECEDING
            && frame.exclusion() == Frame.Exclusion.NOTHING;
    return new OverTotals(
        frame,
        new RunningAggregates(input, aggregates, growing),
        false,
        own,
        list.stream().mapToInt(i -> i).toArray());
  }

  /** Returns what computes the aggregates that checkpoints keep, or null for none. */
  RunningAggregates prefixes() {
    return prefixes;
  }

  /** Returns each function's results, of the rows that want them, stretch after stretch. */
  Column[] evaluate(OverRows rows) {
    ColumnBuilder[] builders = new ColumnBuilder[calls.size()];
    for (int i = 0; i < builders.length; i++) {
      builders[i] = ColumnBuilder.of(calls.get(i).resultType(), rows.results());
    }
    for (int i = 0; i < rows.stretches(); i++) {
      OverRows.Stretch stretch = rows.stretch(i);
      if (stretch.from < stretch.to) {
        evaluate(rows, stretch, builders);
      }
    }
    Column[] results = new Column[builders.length];
    for (int i = 0; i < builders.length; i++) {
      results[i] = builders[i].build();
    }
    return results;
  }

  private void evaluate(OverRows rows, OverRows.Stretch stretch, ColumnBuilder[] builders) {
    for (int i = 0; i < builders.length; i++) {
      if (calls.get(i) instanceof OverCall.Number number) {
        OverNumbers.evaluate(number, rows, stretch, builders[i]);
      } else if (calls.get(i) instanceof OverCall.Shift shift) {
        values.shift(shift, rows, stretch, builders[i]);
      }
    }
    totals.forEach(
        (frame, aggregates) -> {
          frames.find(rows, stretch, frame);
          for (OverTotals ofFrame : aggregates) {
            ofFrame.evaluate(rows, stretch, frames, builders);
          }
          for (int call : picks.get(frame)) {
            values.pick((OverCall.Pick) calls.get(call), rows, stretch, builders[call]);
          }
        });
  }
}
