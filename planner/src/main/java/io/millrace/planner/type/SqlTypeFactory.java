package io.millrace.planner.type;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.apache.calcite.sql.type.SqlTypeFactoryImpl;

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
}
