package io.millrace.lake;

import io.millrace.type.RowType;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A versioned table that need not be there yet: it is made when it is first asked for, so that one
 * which nothing is ever written to takes no file and no time. For any thread.
 */
public final class DeferredTable {
  private final RowType type;
  private final Supplier<LakeTable> maker;
  private volatile LakeTable table;

  private DeferredTable(RowType type, Supplier<LakeTable> maker, LakeTable table) {
    this.type = type;
    this.maker = maker;
    this.table = table;
  }

  /** Returns a table that is there. */
  public static DeferredTable of(LakeTable table) {
    return new DeferredTable(table.type(), () -> table, table);
  }

  /**
   * Returns a table that is to be made.
   *
   * @param type its columns
   * @param maker makes it; called once, and again after it has failed
   */
  public static DeferredTable toBeMade(RowType type, Supplier<LakeTable> maker) {
    return new DeferredTable(type, maker, null);
  }

  /** Returns the table's columns, of its latest version if it has one. */
  public RowType type() {
    LakeTable made = table;
    return made == null ? type : made.type();
  }

  /** Returns the latest version's rows; empty as long as there is no version. */
  public Optional<TableSnapshot> snapshot() {
    return Optional.ofNullable(table).map(LakeTable::snapshot);
  }

  /** Returns the table, and makes it first if it is not there. */
  public synchronized LakeTable get() {
    if (table == null) {
      table = maker.get();
    }
    return table;
  }
}
