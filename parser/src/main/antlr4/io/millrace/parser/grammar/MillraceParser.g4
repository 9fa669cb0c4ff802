/*
 * Statements. Queries and expressions inside are runs of tokens in which parentheses, brackets and
 * CASE ... END balance; Calcite reads them. Where such a run ends is decided by single tokens, never by looking
 * ahead without bound: TokenRefinement has told apart beforehand the two clauses whose first words
 * may also be names (EMIT, and the ON of ON CONFLICT).
 *
 * Rules named in Phrases are what an error message and the completer call by a name
 * ('a table name', 'an expression') instead of listing their tokens.
 */
parser grammar MillraceParser;

options { tokenVocab = MillraceLexer; }

singleStatement : statement EOF;

statement : definition | change | looking | control;

// ---- definition

definition
  : createTable
  | createStream
  | createView
  | createMaterializedView
  | createSink
  | createSchema
  | drop
  | alterTable
  | alterFlow
  | alterMaterializedView
  ;

createTable
  : CREATE ( OR REPLACE )? TABLE ifNotExists? newName tableElements? partitionedBy? withOptions? ( AS query )?
  ;

createStream : CREATE ( OR REPLACE )? STREAM ifNotExists? newName tableElements? withOptions;

createView : CREATE ( OR REPLACE )? VIEW ifNotExists? newName newColumnNames? AS query emit?;

createMaterializedView
  : CREATE ( OR REPLACE )? MATERIALIZED VIEW ifNotExists? newName newColumnNames? partitionedBy?
    withOptions? AS query emit?
  ;

createSink : CREATE ( OR REPLACE )? SINK ifNotExists? newName withOptions AS query emit?;

createSchema : CREATE SCHEMA ifNotExists? newName;

ifNotExists : IF NOT EXISTS;

tableElements : LEFT_PAREN tableElement ( COMMA tableElement )* RIGHT_PAREN;

tableElement : columnDefinition | tableConstraint | watermark;

columnDefinition : newColumnName ( typeName columnConstraint* | AS expression );

columnConstraint
  : NOT NULL                                                          # notNullConstraint
  | NULL                                                              # nullConstraint
  | DEFAULT defaultExpression                                         # defaultConstraint
  | GENERATED ALWAYS AS LEFT_PAREN expressionText RIGHT_PAREN         # generatedConstraint
  | METADATA ( FROM string )?                                         # metadataConstraint
  | PRIMARY KEY                                                       # primaryKeyConstraint
  | ( CONSTRAINT constraintName )? CHECK LEFT_PAREN expressionText RIGHT_PAREN  # checkConstraint
  ;

tableConstraint
  : ( CONSTRAINT constraintName )? PRIMARY KEY columnNames                          # tablePrimaryKey
  | ( CONSTRAINT constraintName )? CHECK LEFT_PAREN expressionText RIGHT_PAREN      # tableCheck
  | CONSTRAINT constraintName EXPECT LEFT_PAREN expressionText RIGHT_PAREN
    ( ON VIOLATION violationAction )?                                               # tableExpectation
  ;

violationAction : FAIL | DROP ROW | QUARANTINE;

watermark : WATERMARK FOR columnName AS expression;

partitionedBy : PARTITIONED BY columnNames;

withOptions : WITH optionList;

optionList : LEFT_PAREN option ( COMMA option )* RIGHT_PAREN;

option : optionKey EQUAL optionValue;

optionKey : string | optionWord;

optionWord : identifier ( DOT identifier )*;

optionValue : string | signedNumber | TRUE | FALSE | identifier;

drop : DROP objectKind ( IF EXISTS )? objectName ( COMMA objectName )* ( CASCADE | RESTRICT )?;

objectKind : TABLE | STREAM | VIEW | MATERIALIZED VIEW | SINK | SCHEMA;

alterTable : ALTER TABLE tableName tableAction;

tableAction
  : ADD COLUMN? ifNotExists? columnDefinition            # addColumn
  | DROP COLUMN? ( IF EXISTS )? columnName               # dropColumn
  | RENAME COLUMN? columnName TO newColumnName           # renameColumn
  | SET optionList                                        # setOptions
  ;

// What flows in from somewhere else.
alterFlow : ALTER ( TABLE tableName | STREAM objectName ) ( PAUSE | RESUME );

alterMaterializedView
  : ALTER MATERIALIZED VIEW viewName ( AS query emit? | PAUSE | RESUME )
  ;

// ---- change

change : insert | update | delete | merge | truncate | copyFrom | optimize | vacuum | restore;

insert : INSERT INTO tableName columnNames? query onConflict?;

onConflict : CONFLICT_ON CONFLICT columnNames? DO ( NOTHING | UPDATE SET assignments where? );

update : UPDATE tableName tableAlias? SET assignments ( FROM tableReferences )? where?;

assignments : assignment ( COMMA assignment )*;

assignment : ( qualifier DOT )? columnName EQUAL expression;

delete : DELETE FROM tableName tableAlias? where?;

where : WHERE expression;

merge : MERGE INTO tableName tableAlias? USING mergeSource ON expression mergeClause+;

mergeClause
  : WHEN MATCHED ( AND expression )? THEN matchedAction                          # whenMatched
  | WHEN NOT MATCHED BY SOURCE ( AND expression )? THEN matchedAction            # whenNotMatchedBySource
  | WHEN NOT MATCHED ( BY TARGET )? ( AND expression )? THEN notMatchedAction    # whenNotMatched
  ;

matchedAction
  : UPDATE SET ( ASTERISK | assignments )    # mergeUpdate
  | DELETE                                   # mergeDelete
  | DO NOTHING                               # mergeKeep
  ;

notMatchedAction
  : INSERT ( ASTERISK | columnNames? VALUES LEFT_PAREN expression ( COMMA expression )* RIGHT_PAREN )  # mergeInsert
  | DO NOTHING                                                                                         # mergeSkip
  ;

truncate : TRUNCATE TABLE? tableName;

copyFrom : COPY tableName columnNames? FROM string copyOptions?;

copyOptions : WITH? LEFT_PAREN copyOption ( COMMA copyOption )* RIGHT_PAREN;

copyOption : optionKey EQUAL? optionValue;

optimize : OPTIMIZE TABLE? tableName ( WHERE filesExpression )? ( ZORDER BY columnNames )?;

vacuum : VACUUM TABLE? tableName ( RETAIN number HOURS )? ( DRY RUN )?;

restore : RESTORE TABLE? tableName TO ( VERSION AS OF number | TIMESTAMP AS OF string );

// ---- looking

looking : queryStatement | copyTo | show | showCreate | describe | describeHistory | explain;

queryStatement : query emit?;

emit : EMIT ( CHANGES | ON WINDOW CLOSE );

copyTo : COPY ( tableName columnNames? | LEFT_PAREN query RIGHT_PAREN ) TO string copyOptions?;

show
  : SHOW ( TABLES | STREAMS | MATERIALIZED? VIEWS | SINKS | PIPELINES | FUNCTIONS ) inSchema? like?
  | SHOW ( SCHEMAS | ALL ) like?
  | SHOW COLUMNS ( FROM | IN ) tableName like?
  ;

inSchema : ( FROM | IN ) schemaName;

like : LIKE string;

showCreate : SHOW CREATE objectKind? objectName;

describe : ( DESCRIBE | DESC ) EXTENDED? TABLE? objectName;

describeHistory : ( DESCRIBE | DESC ) HISTORY objectName;

explain : EXPLAIN ( LOGICAL | PHYSICAL | CHANGES | ANALYZE )? explainable;

explainable
  : queryStatement
  | insert
  | update
  | delete
  | merge
  | createTable
  | createView
  | createMaterializedView
  | createSink
  ;

// ---- control

control : use | begin | commit | rollback | setOption | resetOption | flush;

use : USE SCHEMA? schemaName;

begin : BEGIN ( TRANSACTION | WORK )? | START TRANSACTION;

commit : COMMIT ( TRANSACTION | WORK )?;

rollback : ROLLBACK ( TRANSACTION | WORK )?;

setOption : SET optionKey ( EQUAL | TO ) ( optionValue | ON );

resetOption : RESET ( ALL | optionKey );

flush : FLUSH;

// ---- queries and expressions: text for Calcite

query : queryStart queryPart*;

queryStart : SELECT | VALUES | WITH | TABLE | nestedQuery;

nestedQuery : LEFT_PAREN queryStart nestedPart* RIGHT_PAREN;

queryPart : nested | ~( LEFT_PAREN | RIGHT_PAREN | SEMICOLON | EMIT | CONFLICT_ON );

expression : expressionPart+;

expressionPart
  : nested
  | bracketed
  | caseExpression
  | IS ( NOT? DISTINCT FROM )?
  | ~( LEFT_PAREN | RIGHT_PAREN | LEFT_BRACKET | RIGHT_BRACKET | SEMICOLON | COMMA | CASE | END | IS | FROM | WHERE
     | WHEN | THEN | AS )
  ;

// A condition that ends where ZORDER BY begins.
filesExpression : filesPart+;

filesPart
  : nested
  | bracketed
  | caseExpression
  | ~( LEFT_PAREN | RIGHT_PAREN | LEFT_BRACKET | RIGHT_BRACKET | SEMICOLON | COMMA | CASE | END | ZORDER )
  ;

caseExpression : CASE ( expressionPart | WHEN | THEN | COMMA )+ END;

// A default ends where the next column constraint begins.
defaultExpression : defaultPart+;

defaultPart
  : nested
  | bracketed
  | caseExpression
  | ~( LEFT_PAREN | RIGHT_PAREN | LEFT_BRACKET | RIGHT_BRACKET | SEMICOLON | COMMA | CASE | END | NOT | PRIMARY | CHECK
     | CONSTRAINT | GENERATED | METADATA | DEFAULT )
  ;

expressionText : nestedPart+;

tableReferences : tableReferencesPart+;

tableReferencesPart : nested | ~( LEFT_PAREN | RIGHT_PAREN | SEMICOLON | WHERE );

mergeSource : mergeSourcePart+;

mergeSourcePart : nested | ~( LEFT_PAREN | RIGHT_PAREN | SEMICOLON | ON | WHEN );

nested : LEFT_PAREN nestedPart* RIGHT_PAREN;

// ARRAY[1, 2]: the comma is not one between expressions.
bracketed : LEFT_BRACKET bracketedPart* RIGHT_BRACKET;

bracketedPart
  : nested
  | bracketed
  | ~( LEFT_PAREN | RIGHT_PAREN | LEFT_BRACKET | RIGHT_BRACKET | SEMICOLON )
  ;

nestedPart : nested | ~( LEFT_PAREN | RIGHT_PAREN | SEMICOLON );

// ---- types

typeName : simpleType arrayMark*;

arrayMark : ARRAY;

simpleType
  : ARRAY LESS typeName GREATER                                                              # arrayType
  | MAP LESS typeName COMMA typeName GREATER                                                 # mapType
  | ROW ( LEFT_PAREN rowField ( COMMA rowField )* RIGHT_PAREN | LESS rowField ( COMMA rowField )* GREATER )  # rowType
  | INTERVAL intervalUnit typeArguments? ( TO intervalUnit typeArguments? )?                 # intervalType
  | ( TIMESTAMP | TIME ) typeArguments? ( ( WITH LOCAL? | WITHOUT ) TIME ZONE )?             # timeType
  | DOUBLE PRECISION?                                                                        # doubleType
  | ( CHAR | CHARACTER | BINARY ) VARYING? typeArguments?                                    # stringType
  | typeWord typeArguments?                                                                  # namedType
  ;

typeWord : IDENTIFIER;

typeArguments : LEFT_PAREN typeArgument ( COMMA typeArgument )* RIGHT_PAREN;

typeArgument : NUMBER;

rowField : fieldName typeName ( NOT NULL )?;

intervalUnit : YEAR | MONTH | DAY | HOUR | MINUTE | SECOND;

// ---- names

tableName : qualifiedName;

viewName : qualifiedName;

objectName : qualifiedName;

schemaName : qualifiedName;

newName : qualifiedName;

columnName : identifier;

newColumnName : identifier;

constraintName : identifier;

fieldName : identifier;

qualifier : identifier;

tableAlias : AS? alias;

alias : identifier;

columnNames : LEFT_PAREN columnName ( COMMA columnName )* RIGHT_PAREN;

newColumnNames : LEFT_PAREN newColumnName ( COMMA newColumnName )* RIGHT_PAREN;

qualifiedName : identifier ( DOT identifier )*;

identifier : IDENTIFIER | QUOTED_IDENTIFIER | BACKQUOTED_IDENTIFIER | nonReserved;

string : STRING;

number : NUMBER;

signedNumber : ( PLUS | MINUS )? NUMBER;

nonReserved
  : ADD | ALL | ALTER | ALWAYS | ANALYZE | ARRAY | BEGIN | BINARY | BY | CASCADE | CHANGES
  | CHAR | CHARACTER | CLOSE | COLUMN | COLUMNS | COMMIT | CONFLICT | COPY | DAY | DELETE
  | DESC | DESCRIBE | DO | DOUBLE | DROP | DRY | EMIT | EPOCH | EXPECT | EXPLAIN | EXTENDED
  | FAIL | FLUSH | FUNCTIONS | GENERATED | HISTORY | HOUR | HOURS | IF | INSERT | INTERVAL
  | KEY | LOCAL | LOGICAL | MAP | MATCHED | MATERIALIZED | MERGE | METADATA | MINUTE | MONTH
  | NOTHING | OF | OPTIMIZE | PARTITIONED | PAUSE | PHYSICAL | PIPELINES | PRECISION
  | QUARANTINE | RENAME | REPLACE | RESET | RESTORE | RESTRICT | RESUME | RETAIN | ROLLBACK
  | ROW | RUN | SCHEMA | SCHEMAS | SECOND | SHOW | SINK | SINKS | SOURCE | START | STREAM
  | STREAMS | SYSTEM_TIME | SYSTEM_VERSION | TABLES | TARGET | TIME | TIMESTAMP | TO
  | TRANSACTION | TRUNCATE | UPDATE | USE | VACUUM | VARYING | VERSION | VIEW | VIEWS
  | VIOLATION | WATERMARK | WINDOW | WITHOUT | WORK | YEAR | ZONE | ZORDER
  ;
