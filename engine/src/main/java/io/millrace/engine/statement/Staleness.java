package io.millrace.engine.statement;

import io.millrace.engine.catalog.Catalog;
import io.millrace.engine.catalog.CatalogObject;
import io.millrace.engine.catalog.CatalogObject.MaterializedViewObject;
import io.millrace.engine.catalog.CatalogObject.StreamObject;
import io.millrace.engine.catalog.CatalogObject.TableObject;
import io.millrace.engine.catalog.ObjectName;
import io.millrace.engine.flow.Feed;
import io.millrace.engine.flow.Pipeline;
import io.millrace.engine.result.Notice;
import io.millrace.error.MillraceException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tells who reads what is kept up to date that it is not: a view or a feed behind the rows has
 * stopped, or has been told to wait.
 */
final class Staleness {
  private final Catalog catalog;
  private final Set<ObjectName> seen = new HashSet<>();
  private final List<Notice> notices = new ArrayList<>();

  private Staleness(Catalog catalog) {
    this.catalog = catalog;
  }

  /**
   * Returns what has stopped or waits behind the present rows of these objects, each once.
   *
   * @param read the objects whose present rows a statement reads
   */
  static List<Notice> behind(Collection<CatalogObject> read, Catalog catalog) {
    Staleness staleness = new Staleness(catalog);
    read.forEach(staleness::look);
    return staleness.notices;
  }

  private void look(CatalogObject object) {
    if (!seen.add(object.name())) {
      return;
    }
    boolean flows = true;
    if (object instanceof MaterializedViewObject view) {
      flows = look(view);
    } else if (object instanceof TableObject table) {
      table.table().feed().ifPresent(feed -> look(object, feed));
    } else if (object instanceof StreamObject stream) {
      look(object, stream.dataset().feed());
    }
    // What lies behind a view that stands still makes no difference to its rows.
    if (flows) {
      object.reads().forEach(name -> catalog.find(name).ifPresent(this::look));
    }
  }

  /** Returns whether a view's rows follow what it reads. */
  private boolean look(MaterializedViewObject view) {
    Pipeline pipeline = view.pipeline();
    switch (pipeline.status()) {
      case STOPPED -> stopped(view, "", pipeline.failure());
      case PAUSED -> waits(view, "");
      case FILLING, RUNNING -> {
        return true;
      }
    }
    return false;
  }

  private void look(CatalogObject object, Feed feed) {
    switch (feed.status()) {
      case STOPPED -> stopped(object, "the feed of ", feed.failure());
      case PAUSED -> waits(object, "the feed of ");
      case IDLE, RUNNING, FINISHED -> {}
    }
  }

  private void stopped(CatalogObject object, String what, Optional<MillraceException> reason) {
    String why = reason.map(error -> ": " + error.describe()).orElse("");
    note(what + named(object) + " has stopped" + why, object, "tries again");
  }

  private void waits(CatalogObject object, String what) {
    note(what + named(object) + " is paused", object, "goes on");
  }

  private void note(String said, CatalogObject object, String then) {
    notices.add(
        Notice.warning(
            said
                + "; what has come since is missing; ALTER "
                + object.kind()
                + " "
                + object.name()
                + " RESUME "
                + then));
  }

  private static String named(CatalogObject object) {
    return Errors.kind(object) + " '" + object.name() + "'";
  }
}
