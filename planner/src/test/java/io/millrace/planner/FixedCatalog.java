package io.millrace.planner;

import io.millrace.parser.embedded.EmbeddedSql;
import io.millrace.parser.embedded.Moment;
import io.millrace.planner.catalog.CatalogReader;
import io.millrace.planner.catalog.Relation;
import io.millrace.planner.catalog.WatermarkColumn;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import io.millrace.type.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A catalog for tests: some tables, a stream with a watermark, and whatever views a test adds. */
final class FixedCatalog implements CatalogReader {
  private final Map<String, Relation> relations = new LinkedHashMap<>();

  FixedCatalog() {
    table(
        "orders",
        false,
        List.of(List.of(0)),
        Optional.empty(),
        Field.required("order_id", Type.BIGINT),
        Field.of("customer", Type.VARCHAR),
        Field.of("amount", new Type.DecimalType(10, 2)),
        Field.of("order_time", new Type.TimestampType(3, false)),
        Field.of("quantity", Type.INTEGER));
    table(
        "customers",
        false,
        List.of(List.of(0)),
        Optional.empty(),
        Field.required("name", Type.VARCHAR),
        Field.of("country", Type.VARCHAR),
        Field.of("credit", Type.DOUBLE));
    table(
        "clicks",
        true,
        List.of(),
        Optional.of(new WatermarkColumn(1, true)),
        Field.of("page", Type.VARCHAR),
        Field.of("ts", Type.TIMESTAMP),
        Field.of("visitor", Type.BIGINT));
    table(
        "views",
        true,
        List.of(),
        Optional.of(new WatermarkColumn(0, true)),
        Field.of("ts", Type.TIMESTAMP),
        Field.of("page", Type.VARCHAR));
    table(
        "t",
        false,
        List.of(),
        Optional.empty(),
        Field.of("a", Type.INTEGER),
        Field.of("b", Type.INTEGER),
        Field.of("c", Type.VARCHAR),
        Field.of("tags", new Type.ArrayType(Type.VARCHAR)));
    table(
        "u",
        false,
        List.of(),
        Optional.empty(),
        Field.of("a", Type.INTEGER),
        Field.of("d", Type.INTEGER));
  }

  private void table(
      String name,
      boolean insertOnly,
      List<List<Integer>> keys,
      Optional<WatermarkColumn> watermark,
      Field... columns) {
    relations.put(
        name,
        new Relation.TableRelation(
            List.of("main", name), name, RowType.of(columns), insertOnly, keys, watermark, name));
  }

  FixedCatalog view(String name, String query) {
    relations.put(
        name, new Relation.ViewRelation(List.of("main", name), EmbeddedSql.of(query), List.of()));
    return this;
  }

  Relation relation(String name) {
    return relations.get(name);
  }

  @Override
  public Optional<Relation> find(List<String> path, Optional<Moment> moment) {
    if (path.size() != 2 || !path.get(0).equalsIgnoreCase("main")) {
      return Optional.empty();
    }
    return Optional.ofNullable(relations.get(path.get(1).toLowerCase(Locale.ROOT)));
  }

  @Override
  public boolean isSchema(String name) {
    return name.equalsIgnoreCase("main");
  }

  @Override
  public List<String> names() {
    return new ArrayList<>(relations.keySet());
  }
}
