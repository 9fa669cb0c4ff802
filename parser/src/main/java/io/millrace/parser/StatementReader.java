package io.millrace.parser;

import io.millrace.parser.grammar.MillraceParser;
import io.millrace.parser.grammar.MillraceParserBaseVisitor;
import io.millrace.parser.statement.EmitMode;
import io.millrace.parser.statement.Statement;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.RuleNode;

/** Reads a parse tree into a {@link Statement}, by the reader of its family. */
final class StatementReader {
  private final TreeText text;

  StatementReader(TreeText text) {
    this.text = text;
  }

  Statement read(MillraceParser.StatementContext context) {
    return read(context.getChild(0).getChild(0));
  }

  /** Reads the tree of one kind of statement. */
  Statement read(ParseTree tree) {
    Statement statement = tree.accept(new DefinitionReader(text));
    if (statement == null) {
      statement = tree.accept(new ChangeReader(text));
    }
    if (statement == null) {
      statement = tree.accept(new LookingReader(text, this));
    }
    if (statement == null) {
      statement = tree.accept(new ControlReader(text));
    }
    if (statement == null) {
      throw new IllegalStateException("No reader for " + tree.getClass().getSimpleName());
    }
    return statement;
  }

  /** A visitor that reads the kinds of one family and answers null to all others. */
  abstract static class Family extends MillraceParserBaseVisitor<Statement> {
    @Override
    public final Statement visitChildren(RuleNode node) {
      return null;
    }

    static EmitMode emit(MillraceParser.EmitContext context) {
      if (context == null) {
        return EmitMode.NONE;
      }
      return context.CHANGES() != null ? EmitMode.CHANGES : EmitMode.ON_WINDOW_CLOSE;
    }
  }
}
