package io.millrace.parser;

import io.millrace.parser.grammar.MillraceLexer;
import io.millrace.parser.statement.Statement;
import io.millrace.parser.text.SourcePosition;
import io.millrace.parser.text.SourceText;
import io.millrace.parser.text.SourceTokens;
import io.millrace.parser.text.SyntaxException;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;

/**
 * A text cut into statements at its semicolons, those in strings, comments and quoted names aside.
 * Any text can be cut; a part need not be a statement that parses.
 */
public final class SqlScript {
  /** Within what the text ends. */
  public enum Ending {
    /** After a semicolon, or before any statement: nothing is open. */
    COMPLETE,
    /** In a statement that no semicolon has ended. */
    STATEMENT,
    STRING,
    QUOTED_IDENTIFIER,
    COMMENT
  }

  /** One statement's text. */
  public static final class Part {
    private final SourceText source;
    private final List<CommonToken> tokens;
    private final boolean terminated;

    private Part(SourceText source, List<CommonToken> tokens, boolean terminated) {
      this.source = source;
      this.tokens = List.copyOf(tokens);
      this.terminated = terminated;
    }

    /** From the first word to the last, without comments around it and without the semicolon. */
    public String text() {
      return source.text().substring(start(), end());
    }

    /** The offset of the first word in the script. */
    public int start() {
      return tokens.get(0).getStartIndex();
    }

    /** The offset behind the last word in the script, before the semicolon. */
    public int end() {
      return tokens.get(tokens.size() - 1).getStopIndex() + 1;
    }

    /** Where the first word stands in the script. */
    public SourcePosition position() {
      return source.position(start());
    }

    /** Whether a semicolon ends it. */
    public boolean terminated() {
      return terminated;
    }

    /**
     * Parses the part; places in the statement and in errors count from the start of the script.
     *
     * @throws SyntaxException when it is not a statement
     */
    public Statement parse() {
      return StatementParser.parse(source, tokens);
    }
  }

  private final SourceText source;
  private final List<Part> parts = new ArrayList<>();
  private final Ending ending;

  private SqlScript(String text) {
    source = new SourceText(text);
    List<CommonToken> tokens = SourceTokens.of(text);
    int from = 0;
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.get(i).getType() == MillraceLexer.SEMICOLON) {
        addPart(tokens.subList(from, i), true);
        from = i + 1;
      }
    }
    boolean open = addPart(tokens.subList(from, tokens.size()), false);
    ending = ending(tokens, open);
  }

  public static SqlScript of(String text) {
    return new SqlScript(text);
  }

  /** The statements in order; stretches of nothing but white space and comments are no parts. */
  public List<Part> parts() {
    return List.copyOf(parts);
  }

  /** Within what the text ends; an editor goes on to another line until this is COMPLETE. */
  public Ending ending() {
    return ending;
  }

  SourceText source() {
    return source;
  }

  private boolean addPart(List<CommonToken> tokens, boolean terminated) {
    int from = 0;
    int to = tokens.size();
    while (from < to && SourceTokens.isHidden(tokens.get(from))) {
      from++;
    }
    while (to > from && SourceTokens.isHidden(tokens.get(to - 1))) {
      to--;
    }
    if (from < to) {
      parts.add(new Part(source, tokens.subList(from, to), terminated));
    }
    return from < to;
  }

  private static Ending ending(List<CommonToken> tokens, boolean open) {
    Token last = tokens.isEmpty() ? null : tokens.get(tokens.size() - 1);
    if (last != null) {
      switch (last.getType()) {
        case MillraceLexer.UNTERMINATED_STRING:
          return Ending.STRING;
        case MillraceLexer.UNTERMINATED_IDENTIFIER:
          return Ending.QUOTED_IDENTIFIER;
        case MillraceLexer.UNTERMINATED_COMMENT:
          return Ending.COMMENT;
        default:
          break;
      }
    }
    return open ? Ending.STATEMENT : Ending.COMPLETE;
  }
}
