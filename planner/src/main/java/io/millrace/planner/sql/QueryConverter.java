package io.millrace.planner.sql;

import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.error.Position;
import io.millrace.parser.embedded.EmbeddedSql;
import io.millrace.parser.embedded.TimeTravelName;
import io.millrace.planner.catalog.CatalogReader;
import io.millrace.planner.catalog.Relation;
import io.millrace.planner.catalog.Relation.TableRelation;
import io.millrace.planner.catalog.Relation.ViewRelation;
import io.millrace.planner.codegen.ExpressionCompiler;
import io.millrace.planner.function.FunctionTable;
import io.millrace.planner.function.StatementContext;
import io.millrace.planner.sql.algebra.Algebra;
import io.millrace.planner.sql.algebra.BooleanComparisons;
import io.millrace.planner.sql.algebra.Clusters;
import io.millrace.planner.sql.algebra.Decorrelation;
import io.millrace.planner.sql.algebra.NamingBuilder;
import io.millrace.planner.sql.error.ErrorTranslator;
import io.millrace.planner.sql.error.PlacedException;
import io.millrace.planner.sql.error.SourceMap;
import io.millrace.planner.sql.error.Suggestions;
import io.millrace.planner.sql.error.SyntaxErrors;
import io.millrace.planner.sql.syntax.Parameters;
import io.millrace.planner.sql.syntax.Syntax;
import io.millrace.planner.sql.syntax.SyntaxRewriter;
import io.millrace.planner.sql.syntax.TableFunctions;
import io.millrace.planner.sql.syntax.WindowFunction;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.calcite.config.CalciteConnectionConfig;
import org.apache.calcite.config.CalciteConnectionProperty;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.prepare.CalciteCatalogReader;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelRoot;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql2rel.SqlToRelConverter;

/**
 * Turns the text of queries and expressions into relational algebra, for one statement.
 *
 * <p>Protocol: parse texts, put them together if need be, then {@link #convert}. Every method
 * throws {@link MillraceException}s with places in the user's own text.
 */
public final class QueryConverter {
  private static final CalciteConnectionConfig CONFIG =
      CalciteConnectionConfig.DEFAULT.set(CalciteConnectionProperty.CASE_SENSITIVE, "false");

  private static final OperatorIndex OPERATORS =
      new OperatorIndex(WindowFunction.TABLE, FunctionTable.operatorTable());

  private static final SqlToRelConverter.Config CONVERTER =
      SqlToRelConverter.config()
          .withExpand(false)
          .withTrimUnusedFields(false)
          .withInSubQueryThreshold(Integer.MAX_VALUE)
          .withRelBuilderFactory(NamingBuilder::create)
          // Projections stay as they are until windows have been found in them. Until then they
          // seem to have a row for each of their input, where windows that overlap have several.
          .withRelBuilderConfigTransform(
              builder ->
                  builder
                      .withBloat(-1)
                      .withPruneInputOfAggregate(false)
                      .withAggregateUnique(true)
                      .withRemoveRedundantDistinct(false));

  private static final SqlValidator.Config VALIDATOR =
      SqlValidator.Config.DEFAULT
          .withConformance(Dialect.CONFORMANCE)
          .withCallRewrite(false)
          .withTypeCoercionFactory(ImplicitCasts::new)
          .withIdentifierExpansion(true);

  private final CatalogReader catalog;
  private final String schema;
  private final List<Object> parameters;
  private final List<Position> places;
  private final boolean continuous;
  private final RelOptCluster cluster;
  private final List<String> views;
  private final SourceMap map = new SourceMap();
  private final TableFunctions functions;
  private final ErrorTranslator errors;
  private final SyntaxRewriter rewriter;
  private SqlNode root;

  /**
   * @param context its schema is where names without a schema are looked for first
   * @param parameters the values of the question marks
   * @param places where the question marks stand in the user's text; may be empty where there is
   *     one text alone
   * @param continuous whether functions that change by themselves are refused
   */
  public QueryConverter(
      CatalogReader catalog,
      StatementContext context,
      List<Object> parameters,
      List<Position> places,
      boolean continuous) {
    this(
        catalog,
        context.schema(),
        parameters,
        places,
        continuous,
        Clusters.create(new ExpressionCompiler(context).executor()),
        List.of());
  }

  private QueryConverter(
      CatalogReader catalog,
      String schema,
      List<Object> parameters,
      List<Position> places,
      boolean continuous,
      RelOptCluster cluster,
      List<String> views) {
    this.catalog = catalog;
    this.schema = schema;
    this.parameters = parameters;
    this.places = places;
    this.continuous = continuous;
    this.cluster = cluster;
    this.views = views;
    this.functions = new TableFunctions(catalog);
    this.errors = new ErrorTranslator(map, catalog::names, this::functionNames);
    this.rewriter =
        new SyntaxRewriter(new Parameters(parameters, places, map), functions, continuous);
  }

  /** Parses a query. */
  public SqlNode parseQuery(EmbeddedSql text) {
    return parse(text, SqlParser::parseQuery);
  }

  /** Parses an expression. */
  public SqlNode parseExpression(EmbeddedSql text) {
    return parse(text, SqlParser::parseExpression);
  }

  /** Parses an expression of another statement, whose places say nothing to the user of this. */
  public SqlNode parseDefinition(EmbeddedSql text) {
    return parse(map.addUnplaced(text), SqlParser::parseExpression);
  }

  /** Parses table references, as they stand behind FROM. */
  public SqlNode parseFrom(EmbeddedSql text) {
    SqlNode query = parse(map.addBehind("SELECT 1 FROM\n", text), SqlParser::parseQuery);
    if (query instanceof SqlSelect select
        && select.getWhere() == null
        && select.getGroup() == null) {
      return select.getFrom();
    }
    throw error(ErrorCode.SYNTAX_ERROR, "only tables can stand here", query);
  }

  /** What a parser is asked for. */
  @FunctionalInterface
  private interface Parse {
    SqlNode apply(SqlParser parser) throws SqlParseException;
  }

  private SqlNode parse(EmbeddedSql text, Parse parse) {
    return parse(map.add(text), parse);
  }

  private SqlNode parse(String text, Parse parse) {
    SqlParser parser = SqlParser.create(text, Dialect.PARSER);
    try {
      return parse.apply(parser);
    } catch (SqlParseException e) {
      throw new SyntaxErrors(text, map).translate(e);
    }
  }

  /** Returns {@code ; did you mean "x"?} where a candidate is near a name, else nothing. */
  public static String didYouMean(String name, List<String> candidates) {
    return Suggestions.didYouMean(name, candidates);
  }

  /** Returns an error at the place of a parsed node. */
  public MillraceException error(ErrorCode code, String message, SqlNode place) {
    return new MillraceException(code, message, map.position(place.getParserPosition()));
  }

  /** Runs what may fail with errors of Calcite's, and gives them in our words. */
  public <T> T translatingErrors(Supplier<T> action) {
    try {
      return action.get();
    } catch (RuntimeException | AssertionError | StackOverflowError e) {
      throw errors.translate(e);
    }
  }

  /** Converts a parsed query. */
  public Algebra convert(SqlNode query) {
    return translatingErrors(() -> algebra(query));
  }

  /**
   * Converts parsed expressions over the rows of some relations, side by side.
   *
   * @param rows names of relations; none for constants
   * @return over the relations' columns, one after the other
   */
  public List<RexNode> convertExpressions(List<SqlNode> expressions, List<String> rows) {
    return translatingErrors(() -> expressions(expressions, rows));
  }

  private List<RexNode> expressions(List<SqlNode> expressions, List<String> rows) {
    RelRoot converted = relRoot(Syntax.select(expressions, Syntax.crossJoin(rows)));
    RelNode node = converted.rel;
    RelNode source = node instanceof Project project ? project.getInput() : node;
    boolean plain =
        source instanceof TableScan || source instanceof Join || source instanceof Values;
    List<RexNode> result = new ArrayList<>();
    for (int field : converted.fields.leftList()) {
      if (node instanceof Project project) {
        result.add(project.getProjects().get(field));
      } else if (node instanceof Values constants) {
        result.add(constants.getTuples().get(0).get(field));
      } else {
        result.add(cluster.getRexBuilder().makeInputRef(node, field));
      }
    }
    if (!plain || result.stream().anyMatch(QueryConverter::looksBeyondTheRow)) {
      throw new PlacedException(
          ErrorCode.FEATURE_NOT_SUPPORTED,
          "an expression of one row's columns is needed here,"
              + " without sub-queries or aggregate functions",
          expressions.get(0).getParserPosition());
    }
    return result;
  }

  private static boolean looksBeyondTheRow(RexNode expression) {
    return RexUtil.SubQueryFinder.find(expression) != null || RexOver.containsOver(expression);
  }

  private Algebra algebra(SqlNode query) {
    RelRoot root = relRoot(query);
    RelNode node = root.rel;
    long offset = 0;
    long limit = Long.MAX_VALUE;
    List<org.apache.calcite.rel.RelFieldCollation> order = List.of();
    if (node instanceof Sort sort) {
      offset = count(sort.offset, 0);
      limit = count(sort.fetch, Long.MAX_VALUE);
      order = sort.getCollation().getFieldCollations();
      node = sort.getInput();
    }
    return new Algebra(
        Decorrelation.apply(node),
        root.fields.leftList(),
        OutputNames.of(this.root, root.fields.rightList()),
        order,
        offset,
        limit,
        rewriter.over().map(map::position));
  }

  private static long count(RexNode count, long otherwise) {
    if (count == null) {
      return otherwise;
    } else if (count instanceof RexLiteral literal) {
      return literal.getValueAs(BigDecimal.class).longValue();
    }
    throw new MillraceException(
        ErrorCode.FEATURE_NOT_SUPPORTED, "LIMIT and OFFSET must be constants");
  }

  private RelRoot relRoot(SqlNode query) {
    errors.in(query);
    SqlNode rewritten = rewriter.rewrite(query);
    root = rewritten;
    CalciteCatalogReader reader =
        new CalciteCatalogReader(
            CalciteSchema.createRootSchema(
                false, false, "", new CatalogSchema(List.of(), catalog, this::relation)),
            List.of(schema),
            cluster.getTypeFactory(),
            CONFIG);
    QueryValidator validator = new QueryValidator(OPERATORS, reader, cluster, VALIDATOR);
    SqlNode validated = validator.validate(rewritten);
    SqlToRelConverter converter =
        new GroupConverter(validator, reader, cluster, FunctionTable.convertletTable(), CONVERTER);
    RelRoot converted = converter.convertQuery(validated, false, true);
    RelNode logical = new BooleanComparisons(cluster.getRexBuilder()).visit(converted.rel);
    return converted.withRel(
        ExpressionPlaces.move(new WindowExpansion().visit(logical), map::position));
  }

  private RelationTable relation(List<String> path) {
    String last = path.get(path.size() - 1);
    Optional<Relation> relation = functions.find(last);
    if (relation.isEmpty()) {
      Optional<TimeTravelName> travel = TimeTravelName.parse(last);
      List<String> present = new ArrayList<>(path.subList(0, path.size() - 1));
      present.add(travel.map(TimeTravelName::base).orElse(last));
      try {
        relation = catalog.find(present, travel.map(TimeTravelName::moment));
      } catch (MillraceException e) {
        throw e.position().isKnown()
            ? e
            : new PlacedException(e.code(), e.getMessage(), errors.placeOf(last));
      }
    }
    return relation.map(this::table).orElse(null);
  }

  private RelationTable table(Relation relation) {
    RelationTable table =
        relation instanceof TableRelation rows
            ? new RelationTable.Scanned(rows)
            : new RelationTable.Expanded(expand((ViewRelation) relation));
    errors.addColumns(table.getRowType(cluster.getTypeFactory()).getFieldNames());
    return table;
  }

  private RelNode expand(ViewRelation view) {
    String name = String.join(".", view.path());
    if (views.contains(name)) {
      throw new MillraceException(
          ErrorCode.INVALID_DEFINITION, "view \"" + name + "\" reads itself");
    }
    List<String> inner = new ArrayList<>(views);
    inner.add(name);
    String home = view.path().size() > 1 ? view.path().get(0) : schema;
    QueryConverter converter =
        new QueryConverter(catalog, home, parameters, places, continuous, cluster, inner);
    try {
      return converter.translatingErrors(
          () -> converter.viewRel(converter.parseQuery(view.query()), view.columns()));
    } catch (MillraceException e) {
      throw new PlacedException(
          e.code(), "in view \"" + name + "\": " + e.describe(), errors.placeOf(view.path()));
    }
  }

  private RelNode viewRel(SqlNode query, List<String> columns) {
    RelRoot converted = relRoot(query);
    RelNode node =
        converted.rel instanceof Sort sort && sort.fetch == null && sort.offset == null
            ? converted.withRel(sort.getInput()).project()
            : converted.project();
    List<String> names =
        columns.isEmpty() ? OutputNames.of(root, converted.fields.rightList()) : columns;
    // A query may read the view twice: correlation within it must not be found twice then.
    RelNode decorrelated = Decorrelation.apply(ExpressionPlaces.move(node, place -> Position.NONE));
    return LogicalProject.create(
        decorrelated,
        List.of(),
        cluster.getRexBuilder().identityProjects(decorrelated.getRowType()),
        names,
        Set.of());
  }

  private List<String> functionNames() {
    TreeSet<String> names = new TreeSet<>();
    OPERATORS.getOperatorList().stream()
        .filter(
            operator -> operator.getSyntax().family == org.apache.calcite.sql.SqlSyntax.FUNCTION)
        .map(operator -> operator.getName())
        .filter(name -> name.matches("[A-Za-z]\\w*"))
        .forEach(names::add);
    return List.copyOf(names);
  }
}
