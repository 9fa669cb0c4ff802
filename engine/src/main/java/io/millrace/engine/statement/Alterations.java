package io.millrace.engine.statement;

import io.millrace.engine.catalog.CatalogObject;
import io.millrace.engine.catalog.CatalogObject.MaterializedViewObject;
import io.millrace.engine.catalog.CatalogObject.StreamObject;
import io.millrace.engine.catalog.CatalogObject.TableObject;
import io.millrace.engine.flow.Feed;
import io.millrace.engine.flow.Flow;
import io.millrace.engine.flow.Pipeline;
import io.millrace.engine.result.Result;
import io.millrace.error.ErrorCode;
import io.millrace.error.MillraceException;
import io.millrace.parser.statement.Definition;
import java.util.Locale;

/** ALTER: makes what flows wait, and lets it go on. */
final class Alterations {
  private final Engine engine;
  private final Names names;

  Alterations(Engine engine, Names names) {
    this.engine = engine;
    this.names = names;
  }

  Result execute(Definition definition) {
    if (definition instanceof Definition.AlterMaterializedView alter) {
      return alter(alter);
    } else if (definition instanceof Definition.AlterFlow alter) {
      return alter(alter);
    } else if (definition instanceof Definition.AlterTable alter) {
      throw Errors.notSupported(action(alter.action()), alter.position());
    }
    throw new IllegalStateException("no definition: " + definition.text());
  }

  private static String action(Definition.TableAction action) {
    if (action instanceof Definition.TableAction.AddColumn) {
      return "ALTER TABLE … ADD COLUMN";
    } else if (action instanceof Definition.TableAction.DropColumn) {
      return "ALTER TABLE … DROP COLUMN";
    } else if (action instanceof Definition.TableAction.RenameColumn) {
      return "ALTER TABLE … RENAME COLUMN";
    }
    return "ALTER TABLE … SET";
  }

  private Result alter(Definition.AlterMaterializedView alter) {
    CatalogObject object = names.require(alter.name(), "materialized view");
    if (!(object instanceof MaterializedViewObject view)) {
      throw Errors.wrongKind(object, "materialized view", alter.name().position());
    }
    if (alter.action() instanceof Definition.ViewAction.ReplaceQuery) {
      throw Errors.notSupported(
          "ALTER MATERIALIZED VIEW … AS (CREATE OR REPLACE makes it anew)", alter.position());
    }
    steer(view.pipeline(), alter.action() instanceof Definition.ViewAction.Resume);
    return new Result.Done("ALTER MATERIALIZED VIEW");
  }

  private void steer(Pipeline pipeline, boolean resume) {
    Flow flow = engine.flow();
    flow.commit(
        change -> {
          if (resume) {
            flow.resume(pipeline);
          } else {
            flow.pause(pipeline);
          }
        },
        epoch -> {});
  }

  private Result alter(Definition.AlterFlow alter) {
    String kind = alter.kind().toString().toLowerCase(Locale.ROOT);
    CatalogObject object = names.require(alter.name(), kind);
    if (object.kind() != alter.kind()) {
      throw Errors.wrongKind(object, kind, alter.name().position());
    }
    steer(feed(object, alter), alter.resume());
    return new Result.Done("ALTER " + alter.kind());
  }

  private static Feed feed(CatalogObject object, Definition.AlterFlow alter) {
    if (object instanceof StreamObject stream) {
      return stream.dataset().feed();
    }
    return ((TableObject) object)
        .table()
        .feed()
        .orElseThrow(
            () ->
                new MillraceException(
                    ErrorCode.WRONG_OBJECT_TYPE,
                    "nothing flows into '"
                        + object.name()
                        + "' that could "
                        + (alter.resume() ? "go on" : "wait")
                        + ": it has no connector",
                    Errors.at(alter.name().position())));
  }

  private void steer(Feed feed, boolean resume) {
    Flow flow = engine.flow();
    flow.commit(
        change -> {
          if (resume) {
            flow.resume(feed);
          } else {
            flow.pause(feed);
          }
        },
        epoch -> {});
  }
}
