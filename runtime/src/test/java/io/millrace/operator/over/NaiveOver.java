package io.millrace.operator.over;

import io.millrace.operator.aggregate.AggregateCall;
import io.millrace.operator.order.SortColumn;
import io.millrace.testing.NaiveZSet;
import io.millrace.type.RowType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Functions with OVER by their definitions: for each row, all rows of its partition. */
final class NaiveOver {
  private final Over over;
  private final Comparator<List<Object>> order;
  private final Comparator<List<Object>> total;

  NaiveOver(RowType type, Over over) {
    this.over = over;
    List<SortColumn> columns = new ArrayList<>(over.order());
    order = comparator(columns);
    for (int i = 0; i < type.size(); i++) {
      columns.add(new SortColumn(i, false, false));
    }
    total = comparator(columns);
  }

  private static Comparator<List<Object>> comparator(List<SortColumn> columns) {
    List<SortColumn> all = List.copyOf(columns);
    return (left, right) -> {
      for (SortColumn column : all) {
        int order = compare(left.get(column.column()), right.get(column.column()), column);
        if (order != 0) {
          return order;
        }
      }
      return 0;
    };
  }

  @SuppressWarnings("unchecked")
  private static int compare(Object a, Object b, SortColumn column) {
    if (a == null || b == null) {
      int order = Boolean.compare(a == null, b == null);
      return column.nullsFirst() ? -order : order;
    }
    int order = ((Comparable<Object>) a).compareTo(b);
    return column.descending() ? -order : order;
  }

  /** Returns each row with its results. */
  NaiveZSet of(NaiveZSet all) {
    List<List<Object>> rows = new ArrayList<>();
    all.forEach(
        (row, weight) -> {
          for (long i = 0; i < weight; i++) {
            rows.add(row);
          }
        });
    rows.sort(total);
    Map<List<Object>, List<List<Object>>> partitions = new LinkedHashMap<>();
    for (List<Object> row : rows) {
      List<Object> key = new ArrayList<>();
      Arrays.stream(over.partition()).forEach(column -> key.add(row.get(column)));
      partitions.computeIfAbsent(key, none -> new ArrayList<>()).add(row);
    }
    NaiveZSet result = new NaiveZSet();
    for (List<List<Object>> partition : partitions.values()) {
      for (int i = 0; i < partition.size(); i++) {
        List<Object> row = new ArrayList<>(partition.get(i));
        for (OverCall call : over.calls()) {
          row.add(value(call, partition, i));
        }
        result.add(row, 1);
      }
    }
    return result;
  }

  private boolean peers(List<Object> a, List<Object> b) {
    return order.compare(a, b) == 0;
  }

  private Object value(OverCall call, List<List<Object>> partition, int i) {
    if (call instanceof OverCall.Number number) {
      return number(number, partition, i);
    } else if (call instanceof OverCall.Shift shift) {
      return shift(shift, partition, i);
    } else if (call instanceof OverCall.Pick pick) {
      List<List<Object>> frame = frame(pick.frame(), partition, i);
      if (pick.ignoreNulls()) {
        frame.removeIf(row -> row.get(pick.argument()) == null);
      }
      long place = pick.place() == OverCall.Pick.LAST ? frame.size() - 1L : pick.place() - 1;
      return place < 0 || place >= frame.size()
          ? null
          : frame.get((int) place).get(pick.argument());
    }
    OverCall.Total total = (OverCall.Total) call;
    return aggregate(total.aggregate(), frame(total.frame(), partition, i));
  }

  private Object number(OverCall.Number call, List<List<Object>> partition, int i) {
    List<Object> row = partition.get(i);
    long before = partition.stream().filter(r -> order.compare(r, row) < 0).count();
    long upTo = partition.stream().filter(r -> order.compare(r, row) <= 0).count();
    int count = partition.size();
    switch (call.numbering()) {
      case ROW_NUMBER:
        return i + 1L;
      case RANK:
        return before + 1;
      case DENSE_RANK:
        long groups = 1;
        for (int k = 1; k <= i; k++) {
          groups += peers(partition.get(k - 1), partition.get(k)) ? 0 : 1;
        }
        return groups;
      case PERCENT_RANK:
        return count == 1 ? 0.0 : (double) before / (count - 1);
      case CUME_DIST:
        return (double) upTo / count;
      default:
        // The first buckets are one larger where they cannot all be equal.
        int at = 0;
        for (long bucket = 1; ; bucket++) {
          at += (int) (count / call.buckets() + (bucket <= count % call.buckets() ? 1 : 0));
          if (i < at) {
            return bucket;
          }
        }
    }
  }

  private static Object shift(OverCall.Shift call, List<List<Object>> partition, int i) {
    int step = call.distance() > 0 ? -1 : 1;
    long rest = Math.abs(call.distance());
    int at = i;
    while (rest > 0) {
      at += step;
      if (at < 0 || at >= partition.size()) {
        return call.otherwise() < 0 ? null : partition.get(i).get(call.otherwise());
      }
      rest -= call.ignoreNulls() && partition.get(at).get(call.argument()) == null ? 0 : 1;
    }
    return partition.get(at).get(call.argument());
  }

  private List<List<Object>> frame(Frame frame, List<List<Object>> partition, int i) {
    List<List<Object>> rows = new ArrayList<>();
    for (int k = 0; k < partition.size(); k++) {
      boolean within =
          side(frame, frame.start(), partition, i, k) >= 0
              && side(frame, frame.end(), partition, i, k) <= 0;
      boolean peer = peers(partition.get(i), partition.get(k));
      boolean excluded =
          switch (frame.exclusion()) {
            case NOTHING -> false;
            case CURRENT_ROW -> k == i;
            case GROUP -> peer;
            case TIES -> peer && k != i;
          };
      if (within && !excluded) {
        rows.add(partition.get(k));
      }
    }
    return rows;
  }

  /** On which side of row i's bound row k lies; 0 is on it. */
  private int side(Frame frame, Frame.Bound bound, List<List<Object>> partition, int i, int k) {
    if (bound.kind() == Frame.Kind.UNBOUNDED_PRECEDING) {
      return 1;
    } else if (bound.kind() == Frame.Kind.UNBOUNDED_FOLLOWING) {
      return -1;
    } else if (frame.unit() == Frame.Unit.ROWS) {
      long at = i;
      at += bound.kind() == Frame.Kind.PRECEDING ? -bound.rows() : bound.rows();
      return Long.compare(k, at);
    } else if (bound.kind() == Frame.Kind.CURRENT_ROW) {
      return order.compare(partition.get(k), partition.get(i));
    }
    SortColumn column = over.order().get(0);
    Object own = partition.get(i).get(column.column());
    Object other = partition.get(k).get(column.column());
    boolean upward = bound.kind() == Frame.Kind.FOLLOWING != column.descending();
    RangeDistance distance = bound.distance().orElseThrow();
    Object limit = null;
    if (own instanceof Long value) {
      long whole = distance.whole().longValueExact();
      limit = upward ? value + whole : value - whole;
    } else if (own instanceof Double value) {
      limit = upward ? value + distance.real() : value - distance.real();
    }
    return compare(other, limit, column);
  }

  private static Object aggregate(AggregateCall call, List<List<Object>> frame) {
    List<Object> values = new ArrayList<>();
    for (List<Object> row : frame) {
      boolean taken = call.filter() < 0 || Objects.equals(row.get(call.filter()), 1L);
      Object value = call.argument() < 0 ? (Object) 1L : row.get(call.argument());
      if (taken && value != null) {
        values.add(value);
      }
    }
    if (call.distinct()) {
      values = new ArrayList<>(new LinkedHashSet<>(values));
    }
    if (call.function() == AggregateCall.Function.COUNT) {
      return (long) values.size();
    } else if (values.isEmpty()) {
      return null;
    }
    return switch (call.function()) {
      case MIN -> values.stream().min(NaiveOver::natural).orElseThrow();
      case MAX -> values.stream().max(NaiveOver::natural).orElseThrow();
      case SUM -> {
        BigDecimal sum =
            values.stream()
                .map(value -> new BigDecimal(value.toString()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        yield values.get(0) instanceof Long ? (Object) sum.longValue() : sum.doubleValue();
      }
      default -> throw new IllegalArgumentException(call.toString());
    };
  }

  @SuppressWarnings("unchecked")
  private static int natural(Object a, Object b) {
    return ((Comparable<Object>) a).compareTo(b);
  }
}
