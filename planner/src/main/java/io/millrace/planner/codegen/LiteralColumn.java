package io.millrace.planner.codegen;

import io.millrace.batch.BytesBuilder;
import io.millrace.batch.Column;
import io.millrace.batch.ColumnBuilder;
import io.millrace.batch.DoubleBuilder;
import io.millrace.batch.LongBuilder;
import io.millrace.batch.WideBuilder;
import io.millrace.type.Type;
import org.apache.calcite.rex.RexLiteral;

/** A literal as a column of one row. */
final class LiteralColumn {
  private LiteralColumn() {}

  static Column of(Type type, RexLiteral literal) {
    ColumnBuilder builder = ColumnBuilder.of(type, 1);
    if (literal.isNull()) {
      builder.appendNull();
    } else if (builder instanceof LongBuilder longs) {
      longs.appendLong(LiteralWriter.longOf(type, literal));
    } else if (builder instanceof DoubleBuilder doubles) {
      doubles.appendDouble(LiteralWriter.doubleOf(type, literal));
    } else if (builder instanceof WideBuilder wide) {
      wide.appendBig(LiteralWriter.unscaled(type, literal));
    } else {
      byte[] bytes = LiteralWriter.bytesOf(type, literal);
      ((BytesBuilder) builder).appendBytes(bytes, 0, bytes.length);
    }
    return builder.build();
  }
}
