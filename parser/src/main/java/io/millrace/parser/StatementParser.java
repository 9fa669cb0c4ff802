package io.millrace.parser;

import io.millrace.parser.grammar.MillraceParser;
import io.millrace.parser.statement.Statement;
import io.millrace.parser.text.SourceText;
import io.millrace.parser.text.SourceTokens;
import io.millrace.parser.text.SyntaxErrors;
import io.millrace.parser.text.SyntaxException;
import io.millrace.parser.text.TokenRefinement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.misc.ParseCancellationException;

/** Turns text into {@link Statement}s. */
public final class StatementParser {
  private StatementParser() {}

  /**
   * Parses one statement; a semicolon at its end may be there or not.
   *
   * @throws SyntaxException when the text is not exactly one statement
   */
  public static Statement parse(String text) {
    SqlScript script = SqlScript.of(text);
    List<SqlScript.Part> parts = script.parts();
    if (parts.isEmpty()) {
      throw new SyntaxException(
          "found no statement, expected one",
          script.source().position(text.length()),
          0,
          true,
          List.of("a statement"),
          Optional.empty());
    }
    Statement statement = parts.get(0).parse();
    if (parts.size() > 1) {
      SqlScript.Part second = parts.get(1);
      throw SyntaxErrors.at(
          script.source(),
          second.start(),
          second.end(),
          "found a second statement, expected only one");
    }
    return statement;
  }

  /**
   * Parses statements parted by semicolons; places count from the start of the whole text.
   *
   * @return the statements in order; empty for a text of nothing but comments
   * @throws SyntaxException for the first statement that is not one
   */
  public static List<Statement> parseScript(String text) {
    return SqlScript.of(text).parts().stream().map(SqlScript.Part::parse).toList();
  }

  /** Parses the tokens of one statement of {@code source}, without its semicolon. */
  static Statement parse(SourceText source, List<CommonToken> tokens) {
    List<CommonToken> refined = TokenRefinement.refine(source, tokens);
    for (int i = 0; i < refined.size(); i++) {
      refined.get(i).setTokenIndex(i);
    }
    MillraceParser parser = new MillraceParser(new CommonTokenStream(new ListTokenSource(refined)));
    parser.removeErrorListeners();
    parser.setErrorHandler(new BailErrorStrategy());
    MillraceParser.SingleStatementContext tree;
    try {
      tree = parser.singleStatement();
    } catch (ParseCancellationException refused) {
      List<CommonToken> words = new ArrayList<>(refined);
      words.removeIf(SourceTokens::isHidden);
      throw UnexpectedToken.explain(source, words);
    }
    return new StatementReader(new TreeText(source, refined)).read(tree.statement());
  }
}
