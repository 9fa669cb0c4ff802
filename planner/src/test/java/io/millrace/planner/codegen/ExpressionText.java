package io.millrace.planner.codegen;

import io.millrace.planner.type.TypeMapping;
import io.millrace.type.Field;
import io.millrace.type.RowType;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.avatica.util.Casing;
import org.apache.calcite.avatica.util.Quoting;
import org.apache.calcite.config.CalciteConnectionConfigImpl;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.volcano.VolcanoPlanner;
import org.apache.calcite.prepare.CalciteCatalogReader;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeSystemImpl;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.calcite.sql.parser.babel.SqlBabelParserImpl;
import org.apache.calcite.sql.type.SqlTypeFactoryImpl;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.validate.SqlConformanceEnum;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorUtil;
import org.apache.calcite.sql2rel.SqlRexConvertletTable;
import org.apache.calcite.sql2rel.SqlToRelConverter;

/** Expressions as text to RexNode, with types as the planner gives them. */
final class ExpressionText {
  static final RelDataTypeFactory TYPES =
      new SqlTypeFactoryImpl(
          new RelDataTypeSystemImpl() {
            @Override
            public int getMaxPrecision(SqlTypeName name) {
              return switch (name) {
                case DECIMAL -> 38;
                case TIME, TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE -> 6;
                default -> super.getMaxPrecision(name);
              };
            }

            @Override
            public int getMaxScale(SqlTypeName name) {
              return name == SqlTypeName.DECIMAL ? 38 : super.getMaxScale(name);
            }

            @Override
            public int getDefaultPrecision(SqlTypeName name) {
              return switch (name) {
                case DECIMAL -> 38;
                case TIME, TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE -> 6;
                default -> super.getDefaultPrecision(name);
              };
            }

            @Override
            public boolean shouldConvertRaggedUnionTypesToVarying() {
              return true;
            }
          }) {
        @Override
        public Charset getDefaultCharset() {
          return StandardCharsets.UTF_8;
        }
      };

  private final SqlOperatorTable operators;
  private final SqlRexConvertletTable convertlets;

  ExpressionText(SqlOperatorTable operators, SqlRexConvertletTable convertlets) {
    this.operators = operators;
    this.convertlets = convertlets;
  }

  /** Returns an expression over the columns of a row. */
  RexNode parse(String text, RowType row) {
    RexBuilder rex = new RexBuilder(TYPES);
    CalciteCatalogReader catalog =
        new CalciteCatalogReader(
            CalciteSchema.createRootSchema(false),
            List.of(),
            TYPES,
            CalciteConnectionConfigImpl.DEFAULT);
    SqlValidator validator =
        SqlValidatorUtil.newValidator(
            operators,
            catalog,
            TYPES,
            SqlValidator.Config.DEFAULT
                .withConformance(SqlConformanceEnum.BABEL)
                .withCallRewrite(false));
    Map<String, RelDataType> types = new HashMap<>();
    Map<String, RexNode> references = new HashMap<>();
    for (int i = 0; i < row.size(); i++) {
      Field field = row.field(i);
      RelDataType type = TypeMapping.toCalcite(field.type(), field.nullable(), TYPES);
      types.put(field.name(), type);
      references.put(field.name(), rex.makeInputRef(type, i));
    }
    SqlNode parsed;
    try {
      parsed =
          SqlParser.create(
                  text,
                  SqlParser.config()
                      .withParserFactory(SqlBabelParserImpl.FACTORY)
                      .withQuoting(Quoting.DOUBLE_QUOTE)
                      .withUnquotedCasing(Casing.UNCHANGED)
                      .withConformance(SqlConformanceEnum.BABEL))
              .parseExpression();
    } catch (SqlParseException e) {
      throw new IllegalArgumentException(text, e);
    }
    SqlNode validated = validator.validateParameterizedExpression(parsed, types);
    RelOptCluster cluster = RelOptCluster.create(new VolcanoPlanner(), rex);
    SqlToRelConverter converter =
        new SqlToRelConverter(
            (type, query, schema, path) -> null,
            validator,
            catalog,
            cluster,
            convertlets,
            SqlToRelConverter.config());
    return converter.convertExpression(validated, references);
  }
}
