package io.millrace.parser;

import io.millrace.parser.grammar.MillraceLexer;
import io.millrace.parser.grammar.MillraceParser;
import io.millrace.parser.text.Keywords;
import io.millrace.parser.text.SourceText;
import io.millrace.parser.text.SourceTokens;
import io.millrace.parser.text.SqlText;
import io.millrace.parser.text.SqlTokens;
import io.millrace.parser.text.SyntaxException;
import io.millrace.parser.text.TokenRefinement;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.antlr.v4.runtime.CommonToken;

/**
 * What may come next at a place in a text.
 *
 * @param from the offset at which the word to be completed begins; the place itself where none does
 * @param prefix what of that word stands before the place
 * @param qualifier the names before it that dots join to it: {@code [s, t]} in {@code s.t.co|}
 * @param keywords words in upper case, sorted, those that do not begin with the prefix among them;
 *     none behind a dot
 * @param names what kinds of names may stand here
 */
public record Completion(
    int from, String prefix, List<String> qualifier, Set<String> keywords, Set<NameKind> names) {
  /** What a name can be of. */
  public enum NameKind {
    /** Anything with rows: a table, stream, view or materialized view. */
    TABLE,
    /** A materialized view. */
    VIEW,
    /** Any object of the catalog, or of the kind that the word before it says. */
    OBJECT,
    SCHEMA,
    COLUMN,
    FUNCTION
  }

  private static final Map<Integer, NameKind> NAME_RULES =
      Map.of(
          MillraceParser.RULE_tableName, NameKind.TABLE,
          MillraceParser.RULE_viewName, NameKind.VIEW,
          MillraceParser.RULE_objectName, NameKind.OBJECT,
          MillraceParser.RULE_schemaName, NameKind.SCHEMA,
          MillraceParser.RULE_columnName, NameKind.COLUMN,
          MillraceParser.RULE_qualifier, NameKind.COLUMN);

  /** Rules of names that come into being, for which there is nothing to propose. */
  private static final Set<Integer> NEW_NAME_RULES =
      Set.of(
          MillraceParser.RULE_newName,
          MillraceParser.RULE_newColumnName,
          MillraceParser.RULE_constraintName,
          MillraceParser.RULE_fieldName,
          MillraceParser.RULE_alias,
          MillraceParser.RULE_optionWord,
          MillraceParser.RULE_identifier);

  private static final Set<Integer> EXPRESSION_PARTS =
      Set.of(
          MillraceParser.RULE_expressionPart,
          MillraceParser.RULE_defaultPart,
          MillraceParser.RULE_filesPart);

  /** The rules in which every word may be a name, so that a walk must not list their words. */
  static final Set<Integer> NAMES = names(EXPRESSION_PARTS);

  public Completion {
    qualifier = List.copyOf(qualifier);
  }

  /**
   * What may come at {@code offset}, by the statement that stands before it there. Nothing may in a
   * string or comment, nor behind what is no beginning of a statement.
   */
  public static Completion expectedAt(String text, int offset) {
    SourceText source = new SourceText(text.substring(0, offset));
    List<CommonToken> words = statementBefore(SourceTokens.of(source.text()));
    CommonToken word = null;
    if (words == null) {
      return nothing(offset);
    }
    if (!words.isEmpty()) {
      CommonToken last = words.get(words.size() - 1);
      if (SourceTokens.isWord(last) && last.getStopIndex() + 1 == offset) {
        word = last;
        words.remove(words.size() - 1);
      }
    }
    List<String> qualifier = removeQualifier(words);
    try {
      words = TokenRefinement.refine(source, words);
    } catch (SyntaxException broken) {
      return nothing(offset);
    }
    Set<String> keywords = new TreeSet<>();
    Set<NameKind> names = EnumSet.noneOf(NameKind.class);
    collect(words, keywords, names);
    return new Completion(
        word == null ? offset : word.getStartIndex(),
        word == null ? "" : word.getText(),
        qualifier,
        qualifier.isEmpty() ? keywords : Set.of(),
        names);
  }

  /** Whether a keyword goes on from the prefix as typed so far. */
  public boolean fits(String keyword) {
    return keyword.regionMatches(true, 0, prefix, 0, prefix.length());
  }

  private static void collect(List<CommonToken> words, Set<String> keywords, Set<NameKind> names) {
    int[] types = words.stream().mapToInt(CommonToken::getType).toArray();
    GrammarWalk.Next next = GrammarWalk.next(types, NAMES);
    for (int token : next.tokens()) {
      if (token == MillraceLexer.CONFLICT_ON) {
        keywords.add("ON");
      } else if (Keywords.isKeyword(token)) {
        keywords.add(MillraceParser.VOCABULARY.getSymbolicName(token));
      }
    }
    boolean expression = false;
    boolean query = false;
    for (int rule : next.rules()) {
      if (NAME_RULES.containsKey(rule)) {
        names.add(NAME_RULES.get(rule));
      }
      expression |= EXPRESSION_PARTS.contains(rule);
      query |= rule == MillraceParser.RULE_queryPart || rule == MillraceParser.RULE_nestedPart;
      if (rule == MillraceParser.RULE_typeWord) {
        keywords.addAll(TypeNameReader.FIRST_WORDS);
      }
      if (rule == MillraceParser.RULE_tableReferencesPart
          || rule == MillraceParser.RULE_mergeSourcePart) {
        names.add(NameKind.TABLE);
      }
    }
    if (query || expression) {
      new QueryCompletion(words).collect(query, keywords, names);
    }
  }

  /** The words of the last statement; null when the text ends in a string or comment. */
  private static List<CommonToken> statementBefore(List<CommonToken> tokens) {
    List<CommonToken> words = new ArrayList<>();
    for (CommonToken token : tokens) {
      if (token.getType() == MillraceLexer.SEMICOLON) {
        words.clear();
      } else if (!SourceTokens.isHidden(token)) {
        words.add(token);
      }
    }
    if (tokens.isEmpty()) {
      return words;
    }
    CommonToken last = tokens.get(tokens.size() - 1);
    boolean inside =
        !SqlTokens.isComplete(last.getType()) || last.getType() == MillraceLexer.LINE_COMMENT;
    return inside ? null : words;
  }

  private static List<String> removeQualifier(List<CommonToken> words) {
    List<String> qualifier = new ArrayList<>();
    int last = words.size() - 1;
    while (last >= 1
        && words.get(last).getType() == MillraceLexer.DOT
        && SourceTokens.isName(words.get(last - 1))) {
      qualifier.add(0, SqlText.name(words.get(last - 1).getText()));
      words.subList(last - 1, last + 1).clear();
      last -= 2;
    }
    return qualifier;
  }

  private static Completion nothing(int offset) {
    return new Completion(offset, "", List.of(), Set.of(), Set.of());
  }

  private static Set<Integer> names(Set<Integer> expressionParts) {
    Set<Integer> rules = new TreeSet<>(NAME_RULES.keySet());
    rules.addAll(NEW_NAME_RULES);
    rules.addAll(expressionParts);
    rules.add(MillraceParser.RULE_queryPart);
    rules.add(MillraceParser.RULE_nestedPart);
    rules.add(MillraceParser.RULE_bracketedPart);
    rules.add(MillraceParser.RULE_tableReferencesPart);
    rules.add(MillraceParser.RULE_mergeSourcePart);
    rules.add(MillraceParser.RULE_typeWord);
    return Set.copyOf(rules);
  }
}
