package io.millrace.operator.join;

import io.millrace.operator.Operator;
import io.millrace.operator.Predicate;
import io.millrace.operator.time.Expiry;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a join is to do.
 *
 * @param kind which rows it gives out
 * @param left the left input
 * @param right the right input; its keys equal the left's one by one and have the same storage
 *     (decimals the same scale); no keys make every pair a candidate
 * @param nullSafe for each key whether null equals null (IS NOT DISTINCT FROM)
 * @param residual makes the rest of the condition, over left and then right columns
 */
public record Join(
    Kind kind, Side left, Side right, boolean[] nullSafe, Optional<Supplier<Predicate>> residual) {

  /** The kinds of join. */
  public enum Kind {
    INNER,
    /** All left rows; those without a match with nulls for the right columns. */
    LEFT,
    /** All right rows; those without a match with nulls for the left columns. */
    RIGHT,
    /** All rows of both; those without a match with nulls for the other's columns. */
    FULL,
    /** Left rows, as often as they are there, that have a match. */
    SEMI,
    /** Left rows, as often as they are there, that have none (NOT EXISTS, not NOT IN). */
    ANTI
  }

  /**
   * An input.
   *
   * @param type its rows
   * @param keys the key's columns; the input must be distributed by them, or singly if none
   * @param insertOnly whether rows are never taken away: then none is looked for
   * @param expiry when rows can be forgotten
   */
  public record Side(RowType type, int[] keys, boolean insertOnly, Optional<Expiry> expiry) {
    public Side {
      Objects.requireNonNull(type);
      Objects.requireNonNull(expiry);
      keys = keys.clone();
    }

    /** Requires that this input's keys can be compared with another's. */
    void requireKeysAs(Side other) {
      if (keys.length != other.keys.length) {
        throw new IllegalArgumentException("keys that do not pair");
      }
      for (int i = 0; i < keys.length; i++) {
        if (type.type(keys[i]).storage() != other.type.type(other.keys[i]).storage()) {
          throw new IllegalArgumentException(
              "keys of different storage: " + type + " and " + other.type);
        }
      }
    }
  }

  public Join {
    left.requireKeysAs(right);
    if (nullSafe.length != left.keys().length) {
      throw new IllegalArgumentException("keys that do not pair");
    }
    nullSafe = nullSafe.clone();
  }

  /** A join on equal keys, or on everything, and nothing else; nulls equal nothing. */
  public static Join of(Kind kind, RowType left, RowType right, int[] leftKeys, int[] rightKeys) {
    return new Join(
        kind,
        new Side(left, leftKeys, false, Optional.empty()),
        new Side(right, rightKeys, false, Optional.empty()),
        new boolean[leftKeys.length],
        Optional.empty());
  }

  /** Returns the type of the rows given out: left and right columns, nullable where padded. */
  public RowType output() {
    if (kind == Kind.SEMI || kind == Kind.ANTI) {
      return left.type();
    }
    return nullable(left.type(), kind == Kind.RIGHT || kind == Kind.FULL)
        .concat(nullable(right.type(), kind == Kind.LEFT || kind == Kind.FULL));
  }

  private static RowType nullable(RowType type, boolean padded) {
    return padded
        ? new RowType(
            type.fields().stream().map(field -> Field.of(field.name(), field.type())).toList())
        : type;
  }

  /** Makes the operator, one for each worker; it is {@link io.millrace.state.Durable}. */
  public Operator operator() {
    boolean filters = kind == Kind.SEMI || kind == Kind.ANTI;
    return filters && residual.isEmpty() && rightForgetsWholeKeys()
        ? new SemiJoinOperator(this)
        : new JoinOperator(this);
  }

  /** Returns whether what decides when a right row can be forgotten is part of its key. */
  private boolean rightForgetsWholeKeys() {
    return right.expiry().isEmpty()
        || Arrays.stream(right.keys()).anyMatch(k -> k == right.expiry().get().column());
  }
}
