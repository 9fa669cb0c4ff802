package io.millrace.operator.over;

import io.millrace.operator.aggregate.AggregateCall;
import io.millrace.type.Type;
import java.util.function.IntUnaryOperator;

/** A function of a row's place among the rows of its partition: a function with OVER. */
public sealed interface OverCall {

  /** Returns the result's type. */
  Type resultType();

  /**
   * Returns the same function over columns that have moved.
   *
   * @param move asked for each column of the input that it takes
   */
  OverCall moved(IntUnaryOperator move);

  /** What a number says of a row. */
  enum Numbering {
    ROW_NUMBER,
    RANK,
    DENSE_RANK,
    /** Which of so many groups of nearly equal size the row is in. */
    NTILE,
    /** The rank less one, over the other rows. */
    PERCENT_RANK,
    /** The part of the rows that do not come after the row's peers. */
    CUME_DIST
  }

  /**
   * A row's number.
   *
   * @param buckets how many groups NTILE makes, above 0; of no meaning elsewhere
   */
  record Number(Numbering numbering, long buckets) implements OverCall {
    @Override
    public Type resultType() {
      return switch (numbering) {
        case ROW_NUMBER, RANK, DENSE_RANK, NTILE -> Type.BIGINT;
        case PERCENT_RANK, CUME_DIST -> Type.DOUBLE;
      };
    }

    @Override
    public OverCall moved(IntUnaryOperator move) {
      return this;
    }
  }

  /**
   * A value of another row: LAG, LEAD.
   *
   * @param argument the input's column
   * @param distance how many rows before; negative for after
   * @param otherwise the column of the row itself that is taken where there is no such row, of the
   *     argument's type, or -1 for null
   * @param ignoreNulls whether only rows with a value are counted
   */
  record Shift(int argument, long distance, int otherwise, boolean ignoreNulls, Type resultType)
      implements OverCall {
    @Override
    public OverCall moved(IntUnaryOperator move) {
      int otherwiseMoved = otherwise < 0 ? -1 : move.applyAsInt(otherwise);
      return new Shift(
          move.applyAsInt(argument), distance, otherwiseMoved, ignoreNulls, resultType);
    }
  }

  /**
   * The value of a row of the frame: FIRST_VALUE, LAST_VALUE, NTH_VALUE.
   *
   * @param argument the input's column
   * @param place which row, from 1; or {@link #LAST}
   * @param ignoreNulls whether only rows with a value are counted
   */
  record Pick(Frame frame, int argument, long place, boolean ignoreNulls, Type resultType)
      implements OverCall {
    /** The frame's last row. */
    public static final long LAST = -1;

    @Override
    public OverCall moved(IntUnaryOperator move) {
      return new Pick(frame, move.applyAsInt(argument), place, ignoreNulls, resultType);
    }
  }

  /** An aggregate of the frame's rows. */
  record Total(Frame frame, AggregateCall aggregate) implements OverCall {
    @Override
    public Type resultType() {
      return aggregate.resultType();
    }

    @Override
    public OverCall moved(IntUnaryOperator move) {
      return new Total(frame, aggregate.moved(move));
    }
  }
}
