package io.millrace.engine.statement;

import io.millrace.engine.catalog.CatalogEntry;
import io.millrace.engine.result.Result;
import io.millrace.engine.system.SystemTables;
import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.error.Position;
import io.millrace.parser.QuestionMarks;
import io.millrace.parser.StatementParser;
import io.millrace.parser.statement.Change;
import io.millrace.parser.statement.Control;
import io.millrace.parser.statement.Definition;
import io.millrace.parser.statement.Looking;
import io.millrace.parser.statement.Statement;
import io.millrace.parser.text.SyntaxException;
import io.millrace.planner.PlannedQuery;
import io.millrace.planner.PlannerContext;
import io.millrace.planner.Purpose;
import io.millrace.planner.QueryPlanner;
import io.millrace.type.RowType;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Runs a session's statements, one after the other. */
public final class StatementExecutor {
  private final Engine engine;
  private final SessionState session;
  private final QueryRunner runner;

  public StatementExecutor(Engine engine) {
    this.engine = engine;
    this.session = new SessionState(engine.options().baseDirectory());
    this.runner = new QueryRunner(engine);
  }

  /** Parses one statement. */
  public static Statement parse(String text) {
    try {
      return StatementParser.parse(text);
    } catch (SyntaxException e) {
      throw new MillraceException(ErrorCode.SYNTAX_ERROR, e.problem(), Errors.at(e.position()), e);
    }
  }

  /**
   * Runs a statement. Where rows that it read are not up to date, its result says so.
   *
   * @param parameters the values of its question marks, as {@link PlannerContext} says
   */
  public Result execute(Statement statement, List<Object> parameters) {
    SessionCatalog catalog = new SessionCatalog(engine, session);
    Result result = execute(statement, parameters, catalog);
    if (statement instanceof Looking.Explain) {
      return result; // what it shows comes from the plan
    }
    return result.withNotices(Staleness.behind(catalog.presentRowsRead(), engine.catalog()));
  }

  private Result execute(Statement statement, List<Object> parameters, SessionCatalog catalog) {
    List<Position> places = places(statement);
    QueryPlanner planner = planner(catalog, parameters, places);
    if (statement instanceof Looking looking) {
      return new LookingStatements(engine, session, catalog, planner, runner).execute(looking);
    } else if (statement instanceof Change change) {
      Names names = new Names(engine.catalog(), session.schema());
      return new ChangeStatements(engine, session.directory(), names, catalog, planner, runner)
          .execute(change);
    } else if (statement instanceof Definition definition) {
      boolean runsOnce =
          definition instanceof Definition.CreateTable create && create.query().isPresent();
      if (!places.isEmpty() && !runsOnce) {
        throw new MillraceException(
            ErrorCode.FEATURE_NOT_SUPPORTED,
            "a parameter in a definition is not supported: what is defined outlives its value",
            places.get(0));
      }
      return new Definitions(engine, session, catalog, planner, runner).execute(definition);
    }
    return control((Control) statement);
  }

  private static List<Position> places(Statement statement) {
    return QuestionMarks.of(statement).stream().map(Errors::at).toList();
  }

  private QueryPlanner planner(
      SessionCatalog catalog, List<Object> parameters, List<Position> places) {
    PlannerContext context =
        new PlannerContext(
            engine.options().clock().instant(),
            session.zone(),
            session.schema(),
            parameters,
            places);
    runner.begin(context);
    return new QueryPlanner(catalog, context);
  }

  /** Makes the objects of a statement that the store has kept; for the opening of a database. */
  public void restore(CatalogEntry entry) {
    session.useSchema(entry.schema());
    session.restoreIn(Path.of(entry.directory()));
    SessionCatalog catalog = new SessionCatalog(engine, session);
    QueryPlanner planner = planner(catalog, List.of(), List.of());
    Definitions definitions = new Definitions(engine, session, catalog, planner, runner);
    definitions.restore(entry.id(), (Definition) parse(entry.definition()));
  }

  /**
   * Returns the columns of the rows that a statement would give, or empty for one that gives none;
   * nothing is run.
   */
  public Optional<RowType> describe(Statement statement, List<Object> parameters) {
    if (statement instanceof Looking.Query query) {
      SessionCatalog catalog = new SessionCatalog(engine, session);
      PlannedQuery plan =
          planner(catalog, parameters, places(statement)).plan(query.query(), Purpose.SNAPSHOT);
      return Optional.of(plan.type());
    }
    return Optional.empty();
  }

  /** Returns how many question marks a statement has. */
  public static int parameterCount(Statement statement) {
    return QuestionMarks.of(statement).size();
  }

  /** Makes the running query end with an error; for any thread. */
  public void cancel() {
    runner.cancel();
  }

  private Result control(Control control) {
    if (control instanceof Control.Flush) {
      engine.flow().flush();
      return new Result.Done("FLUSH");
    } else if (control instanceof Control.Use use) {
      String name = use.schema().last().name();
      if (SystemTables.isSchema(name)) {
        throw Errors.systemSchema(name, use.schema().position());
      }
      session.useSchema(
          engine
              .catalog()
              .findSchema(name)
              .orElseThrow(() -> Errors.noSchema(name, use.schema().position())));
      return new Result.Done("USE");
    } else if (control instanceof Control.SetOption set) {
      session.set(set.key(), set.value(), Errors.at(set.keyPosition()));
      return new Result.Done("SET");
    } else if (control instanceof Control.ResetOption reset) {
      if (reset.key().isPresent()) {
        session.reset(reset.key().get(), Errors.at(reset.keyPosition()));
      } else {
        session.resetAll();
      }
      return new Result.Done("RESET");
    }
    throw Errors.notSupported(
        "a transaction of several statements (each statement is one)", control.position());
  }
}
