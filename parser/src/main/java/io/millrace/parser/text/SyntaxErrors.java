package io.millrace.parser.text;

import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/** Makes the errors that are not of the grammar but of what its words say. */
public final class SyntaxErrors {
  private SyntaxErrors() {}

  public static SyntaxException at(SourceText source, Token token, String problem) {
    return at(source, token.getStartIndex(), token.getStopIndex() + 1, problem);
  }

  public static SyntaxException at(SourceText source, ParserRuleContext context, String problem) {
    return at(
        source, context.getStart().getStartIndex(), context.getStop().getStopIndex() + 1, problem);
  }

  public static SyntaxException at(SourceText source, int start, int end, String problem) {
    return new SyntaxException(
        problem, source.position(start), end - start, false, List.of(), Optional.empty());
  }

  /** An error with the word, if any, of {@code candidates} that is near to {@code found}. */
  public static SyntaxException near(
      SourceText source,
      ParserRuleContext context,
      String problem,
      String found,
      Iterable<String> candidates) {
    Optional<String> near = NearestWord.of(found, candidates);
    return new SyntaxException(
        problem + near.map(word -> "; did you mean " + word + "?").orElse(""),
        source.position(context.getStart().getStartIndex()),
        context.getStop().getStopIndex() + 1 - context.getStart().getStartIndex(),
        false,
        List.of(),
        near);
  }
}
