package io.millrace.parser;

import io.millrace.parser.grammar.MillraceParser;
import io.millrace.parser.statement.Control;
import io.millrace.parser.statement.Statement;
import java.util.Optional;

/** Reads the statements that steer the session. */
final class ControlReader extends StatementReader.Family {
  private final TreeText text;

  ControlReader(TreeText text) {
    this.text = text;
  }

  @Override
  public Statement visitUse(MillraceParser.UseContext context) {
    return new Control.Use(
        text.position(context),
        text.text(context),
        text.name(context.schemaName().qualifiedName()));
  }

  @Override
  public Statement visitBegin(MillraceParser.BeginContext context) {
    return new Control.Begin(text.position(context), text.text(context));
  }

  @Override
  public Statement visitCommit(MillraceParser.CommitContext context) {
    return new Control.Commit(text.position(context), text.text(context));
  }

  @Override
  public Statement visitRollback(MillraceParser.RollbackContext context) {
    return new Control.Rollback(text.position(context), text.text(context));
  }

  @Override
  public Statement visitSetOption(MillraceParser.SetOptionContext context) {
    boolean on = context.ON() != null;
    return new Control.SetOption(
        text.position(context),
        text.text(context),
        text.optionKey(context.optionKey()),
        on ? context.ON().getText() : text.optionValue(context.optionValue()),
        text.position(context.optionKey()),
        on ? text.position(context.ON().getSymbol()) : text.position(context.optionValue()));
  }

  @Override
  public Statement visitResetOption(MillraceParser.ResetOptionContext context) {
    boolean all = context.ALL() != null;
    return new Control.ResetOption(
        text.position(context),
        text.text(context),
        all ? Optional.empty() : Optional.of(text.optionKey(context.optionKey())),
        all ? text.position(context.ALL().getSymbol()) : text.position(context.optionKey()));
  }

  @Override
  public Statement visitFlush(MillraceParser.FlushContext context) {
    return new Control.Flush(text.position(context), text.text(context));
  }
}
