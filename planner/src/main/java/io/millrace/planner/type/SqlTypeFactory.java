package io.millrace.planner.type;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeFactoryImpl;
import org.apache.calcite.sql.type.SqlTypeMappingRule;
import org.apache.calcite.sql.type.SqlTypeUtil;

/** Makes types; text is UTF-8. Shared by all queries, as types are interned. */
public final class SqlTypeFactory extends SqlTypeFactoryImpl {
  /** The one factory. */
  public static final SqlTypeFactory INSTANCE = new SqlTypeFactory();

  private SqlTypeFactory() {
    super(SqlTypeSystem.INSTANCE);
  }

  @Override
  public Charset getDefaultCharset() {
    return StandardCharsets.UTF_8;
  }

  /** Calcite has numbers become dates; here nothing is the common type of a number and a time. */
  @Override
  public RelDataType leastRestrictive(List<RelDataType> types, SqlTypeMappingRule mappingRule) {
    boolean numbers = types.stream().anyMatch(SqlTypeUtil::isNumeric);
    boolean times = types.stream().anyMatch(SqlTypeUtil::isDatetime);
    return numbers && times ? null : super.leastRestrictive(types, mappingRule);
  }
}
