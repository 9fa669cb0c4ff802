package io.millrace.parser;

import io.millrace.parser.grammar.MillraceLexer;
import io.millrace.parser.grammar.MillraceParser;
import io.millrace.parser.text.Keywords;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.antlr.v4.runtime.Token;

/** What errors call the grammar's rules and tokens. */
final class Phrases {
  /** Rules that a message names as a whole; those with an empty phrase it does not name at all. */
  private static final Map<Integer, String> RULES = rules();

  private Phrases() {}

  static Set<Integer> namedRules() {
    return RULES.keySet();
  }

  static String rule(int rule) {
    return RULES.get(rule);
  }

  static String token(int type) {
    if (type == Token.EOF) {
      return "the end of the statement";
    }
    if (type == MillraceLexer.CONFLICT_ON) {
      return "ON CONFLICT";
    }
    String symbol = MillraceLexer.VOCABULARY.getSymbolicName(type);
    return Keywords.isKeyword(type) ? symbol : MillraceLexer.VOCABULARY.getLiteralName(type);
  }

  private static Map<Integer, String> rules() {
    Map<Integer, String> rules = new LinkedHashMap<>();
    rules.put(MillraceParser.RULE_statement, "a statement");
    rules.put(MillraceParser.RULE_explainable, "a query or a statement that has one");
    rules.put(MillraceParser.RULE_query, "a query");
    rules.put(MillraceParser.RULE_queryStart, "a query");
    rules.put(MillraceParser.RULE_expression, "an expression");
    rules.put(MillraceParser.RULE_expressionText, "an expression");
    rules.put(MillraceParser.RULE_defaultExpression, "an expression");
    rules.put(MillraceParser.RULE_filesExpression, "an expression");
    rules.put(MillraceParser.RULE_tableReferences, "a table");
    rules.put(MillraceParser.RULE_mergeSource, "a table or a query in parentheses");
    rules.put(MillraceParser.RULE_tableElement, "a column or a constraint");
    rules.put(MillraceParser.RULE_columnConstraint, "a column constraint");
    rules.put(MillraceParser.RULE_typeName, "a type");
    rules.put(MillraceParser.RULE_typeArgument, "a number");
    rules.put(MillraceParser.RULE_optionKey, "an option's name");
    rules.put(MillraceParser.RULE_optionValue, "a value");
    rules.put(MillraceParser.RULE_string, "a string in single quotes");
    rules.put(MillraceParser.RULE_number, "a number");
    rules.put(MillraceParser.RULE_tableName, "a table's name");
    rules.put(MillraceParser.RULE_viewName, "a view's name");
    rules.put(MillraceParser.RULE_objectName, "a name");
    rules.put(MillraceParser.RULE_schemaName, "a schema's name");
    rules.put(MillraceParser.RULE_newName, "a name");
    rules.put(MillraceParser.RULE_columnName, "a column's name");
    rules.put(MillraceParser.RULE_newColumnName, "a column's name");
    rules.put(MillraceParser.RULE_qualifier, "a column's name");
    rules.put(MillraceParser.RULE_constraintName, "a constraint's name");
    rules.put(MillraceParser.RULE_fieldName, "a field's name");
    rules.put(MillraceParser.RULE_alias, "an alias");
    rules.put(MillraceParser.RULE_identifier, "a name");
    // More of a run of text for Calcite: always possible, never worth saying.
    rules.put(MillraceParser.RULE_queryPart, "");
    rules.put(MillraceParser.RULE_expressionPart, "");
    rules.put(MillraceParser.RULE_defaultPart, "");
    rules.put(MillraceParser.RULE_filesPart, "");
    rules.put(MillraceParser.RULE_tableReferencesPart, "");
    rules.put(MillraceParser.RULE_mergeSourcePart, "");
    rules.put(MillraceParser.RULE_nestedPart, "");
    rules.put(MillraceParser.RULE_bracketedPart, "");
    // Possible behind every type, and rarely what was meant.
    rules.put(MillraceParser.RULE_typeArguments, "");
    rules.put(MillraceParser.RULE_arrayMark, "");
    return rules;
  }
}
