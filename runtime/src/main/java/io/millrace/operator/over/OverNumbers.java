package io.millrace.operator.over;

import io.millrace.batch.ColumnBuilder;
import io.millrace.batch.DoubleBuilder;
import io.millrace.batch.LongBuilder;

/** Rows' numbers in their partitions. */
final class OverNumbers {
  private OverNumbers() {}

  /** Appends the numbers of a stretch's rows. */
  static void evaluate(
      OverCall.Number call, OverRows rows, OverRows.Stretch stretch, ColumnBuilder out) {
    switch (call.numbering()) {
      case ROW_NUMBER, RANK, DENSE_RANK -> rank(call.numbering(), rows, stretch, (LongBuilder) out);
      case NTILE -> buckets(call.buckets(), stretch, (LongBuilder) out);
      case PERCENT_RANK, CUME_DIST ->
          part(
              call.numbering() == OverCall.Numbering.CUME_DIST, rows, stretch, (DoubleBuilder) out);
    }
  }

  private static void rank(
      OverCall.Numbering numbering, OverRows rows, OverRows.Stretch stretch, LongBuilder out) {
    long before = stretch.rowsBefore - stretch.first;
    if (numbering == OverCall.Numbering.ROW_NUMBER) {
      for (int row = stretch.from; row < stretch.to; row++) {
        out.appendLong(before + row + 1);
      }
      return;
    }
    long groups = stretch.groupsBefore - (stretch.continuesGroup ? 1 : 0);
    int start = stretch.first;
    while (start < stretch.to) {
      groups++;
      int end = Math.min(rows.groupEnd(start), stretch.to);
      boolean continued = stretch.continuesGroup && start == stretch.first;
      long rank = continued ? stretch.rowsBeforeGroup : before + start;
      long number = numbering == OverCall.Numbering.RANK ? rank + 1 : groups;
      for (int row = Math.max(start, stretch.from); row < end; row++) {
        out.appendLong(number);
      }
      start = end;
    }
  }

  /** The stretch is the whole partition. */
  private static void buckets(long buckets, OverRows.Stretch stretch, LongBuilder out) {
    long count = (long) stretch.end - stretch.first;
    long size = count / buckets;
    long larger = count % buckets;
    long inLarger = larger * (size + 1);
    for (int row = stretch.from; row < stretch.to; row++) {
      long place = (long) row - stretch.first;
      out.appendLong(
          place < inLarger ? place / (size + 1) + 1 : larger + (place - inLarger) / size + 1);
    }
  }

  /** The stretch is the whole partition. */
  private static void part(
      boolean cumulated, OverRows rows, OverRows.Stretch stretch, DoubleBuilder out) {
    int count = stretch.end - stretch.first;
    for (int row = stretch.from; row < stretch.to; row++) {
      if (cumulated) {
        out.appendDouble((double) (rows.groupEnd(row) - stretch.first) / count);
      } else {
        int rank = rows.groupStart(row) - stretch.first;
        out.appendDouble(count == 1 ? 0 : (double) rank / (count - 1));
      }
    }
  }
}
