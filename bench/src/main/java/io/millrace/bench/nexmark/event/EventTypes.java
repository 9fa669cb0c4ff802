package io.millrace.bench.nexmark.event;

import io.millrace.type.Field;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import java.util.ArrayList;
import java.util.List;

/** The columns of the table of events. */
final class EventTypes {
  private static final Type MILLIS = new Type.TimestampType(3, false);

  static final RowType PERSON =
      RowType.of(
          Field.of("id", Type.BIGINT),
          Field.of("name", Type.VARCHAR),
          Field.of("emailAddress", Type.VARCHAR),
          Field.of("creditCard", Type.VARCHAR),
          Field.of("city", Type.VARCHAR),
          Field.of("state", Type.VARCHAR),
          Field.of("dateTime", MILLIS),
          Field.of("extra", Type.VARCHAR));

  static final RowType AUCTION =
      RowType.of(
          Field.of("id", Type.BIGINT),
          Field.of("itemName", Type.VARCHAR),
          Field.of("description", Type.VARCHAR),
          Field.of("initialBid", Type.BIGINT),
          Field.of("reserve", Type.BIGINT),
          Field.of("dateTime", MILLIS),
          Field.of("expires", MILLIS),
          Field.of("seller", Type.BIGINT),
          Field.of("category", Type.BIGINT),
          Field.of("extra", Type.VARCHAR));

  static final RowType BID =
      RowType.of(
          Field.of("auction", Type.BIGINT),
          Field.of("bidder", Type.BIGINT),
          Field.of("price", Type.BIGINT),
          Field.of("channel", Type.VARCHAR),
          Field.of("url", Type.VARCHAR),
          Field.of("dateTime", MILLIS),
          Field.of("extra", Type.VARCHAR));

  static final RowType EVENT =
      RowType.of(
          Field.of("event_type", Type.INTEGER),
          Field.of("person", new Type.StructType(PERSON.fields())),
          Field.of("auction", new Type.StructType(AUCTION.fields())),
          Field.of("bid", new Type.StructType(BID.fields())),
          Field.of("dateTime", MILLIS));

  /** The same, the fields of each row as columns of their own: {@code bid_price}. */
  static final RowType FLAT = flat();

  private EventTypes() {}

  private static RowType flat() {
    List<Field> fields = new ArrayList<>();
    for (Field column : EVENT.fields()) {
      if (column.type() instanceof Type.StructType row) {
        row.fields().forEach(f -> fields.add(Field.of(column.name() + "_" + f.name(), f.type())));
      } else {
        fields.add(column);
      }
    }
    return new RowType(fields);
  }
}
