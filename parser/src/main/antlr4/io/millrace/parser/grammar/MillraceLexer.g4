/*
 * The words of the language. One lexer serves parsing, splitting, highlighting and completing, so it
 * is lossless: every character of any text, broken or not, belongs to exactly one token.
 */
lexer grammar MillraceLexer;

options { caseInsensitive = true; }

// Given by TokenRefinement to the ON of INSERT's ON CONFLICT, never by the lexer itself.
tokens { CONFLICT_ON }

// Reserved: they name things only in quotes. Words that this grammar does not use are here because a
// name that Calcite would not take in a query must not be given by a definition.
AND : 'AND';
AS : 'AS';
CASE : 'CASE';
CHECK : 'CHECK';
CONSTRAINT : 'CONSTRAINT';
CREATE : 'CREATE';
CROSS : 'CROSS';
DEFAULT : 'DEFAULT';
DISTINCT : 'DISTINCT';
ELSE : 'ELSE';
END : 'END';
EXCEPT : 'EXCEPT';
EXISTS : 'EXISTS';
FALSE : 'FALSE';
FOR : 'FOR';
FOREIGN : 'FOREIGN';
FROM : 'FROM';
FULL : 'FULL';
GROUP : 'GROUP';
HAVING : 'HAVING';
IN : 'IN';
INNER : 'INNER';
INTERSECT : 'INTERSECT';
INTO : 'INTO';
IS : 'IS';
JOIN : 'JOIN';
LEFT : 'LEFT';
LIKE : 'LIKE';
NATURAL : 'NATURAL';
NOT : 'NOT';
NULL : 'NULL';
ON : 'ON';
OR : 'OR';
ORDER : 'ORDER';
PRIMARY : 'PRIMARY';
REFERENCES : 'REFERENCES';
RIGHT : 'RIGHT';
SELECT : 'SELECT';
SET : 'SET';
TABLE : 'TABLE';
THEN : 'THEN';
TRUE : 'TRUE';
UNION : 'UNION';
UNIQUE : 'UNIQUE';
USING : 'USING';
VALUES : 'VALUES';
WHEN : 'WHEN';
WHERE : 'WHERE';
WITH : 'WITH';

// Not reserved: names everywhere a name can stand. Each is also in the parser's rule nonReserved.
ADD : 'ADD';
ALL : 'ALL';
ALTER : 'ALTER';
ALWAYS : 'ALWAYS';
ANALYZE : 'ANALYZE';
ARRAY : 'ARRAY';
BEGIN : 'BEGIN';
BINARY : 'BINARY';
BY : 'BY';
CASCADE : 'CASCADE';
CHANGES : 'CHANGES';
CHAR : 'CHAR';
CHARACTER : 'CHARACTER';
CLOSE : 'CLOSE';
COLUMN : 'COLUMN';
COLUMNS : 'COLUMNS';
COMMIT : 'COMMIT';
CONFLICT : 'CONFLICT';
COPY : 'COPY';
DAY : 'DAY';
DELETE : 'DELETE';
DESC : 'DESC';
DESCRIBE : 'DESCRIBE';
DO : 'DO';
DOUBLE : 'DOUBLE';
DROP : 'DROP';
DRY : 'DRY';
EMIT : 'EMIT';
EPOCH : 'EPOCH';
EXPECT : 'EXPECT';
EXPLAIN : 'EXPLAIN';
EXTENDED : 'EXTENDED';
FAIL : 'FAIL';
FLUSH : 'FLUSH';
FUNCTIONS : 'FUNCTIONS';
GENERATED : 'GENERATED';
HISTORY : 'HISTORY';
HOUR : 'HOUR';
HOURS : 'HOURS';
IF : 'IF';
INSERT : 'INSERT';
INTERVAL : 'INTERVAL';
KEY : 'KEY';
LOCAL : 'LOCAL';
LOGICAL : 'LOGICAL';
MAP : 'MAP';
MATCHED : 'MATCHED';
MATERIALIZED : 'MATERIALIZED';
MERGE : 'MERGE';
METADATA : 'METADATA';
MINUTE : 'MINUTE';
MONTH : 'MONTH';
NOTHING : 'NOTHING';
OF : 'OF';
OPTIMIZE : 'OPTIMIZE';
PARTITIONED : 'PARTITIONED';
PAUSE : 'PAUSE';
PHYSICAL : 'PHYSICAL';
PIPELINES : 'PIPELINES';
PRECISION : 'PRECISION';
QUARANTINE : 'QUARANTINE';
RENAME : 'RENAME';
REPLACE : 'REPLACE';
RESET : 'RESET';
RESTORE : 'RESTORE';
RESTRICT : 'RESTRICT';
RESUME : 'RESUME';
RETAIN : 'RETAIN';
ROLLBACK : 'ROLLBACK';
ROW : 'ROW';
RUN : 'RUN';
SCHEMA : 'SCHEMA';
SCHEMAS : 'SCHEMAS';
SECOND : 'SECOND';
SHOW : 'SHOW';
SINK : 'SINK';
SINKS : 'SINKS';
SOURCE : 'SOURCE';
START : 'START';
STREAM : 'STREAM';
STREAMS : 'STREAMS';
SYSTEM_TIME : 'SYSTEM_TIME';
SYSTEM_VERSION : 'SYSTEM_VERSION';
TABLES : 'TABLES';
TARGET : 'TARGET';
TIME : 'TIME';
TIMESTAMP : 'TIMESTAMP';
TO : 'TO';
TRANSACTION : 'TRANSACTION';
TRUNCATE : 'TRUNCATE';
UPDATE : 'UPDATE';
USE : 'USE';
VACUUM : 'VACUUM';
VARYING : 'VARYING';
VERSION : 'VERSION';
VIEW : 'VIEW';
VIEWS : 'VIEWS';
VIOLATION : 'VIOLATION';
WATERMARK : 'WATERMARK';
WINDOW : 'WINDOW';
WITHOUT : 'WITHOUT';
WORK : 'WORK';
YEAR : 'YEAR';
ZONE : 'ZONE';
ZORDER : 'ZORDER';

LEFT_PAREN : '(';
RIGHT_PAREN : ')';
LEFT_BRACKET : '[';
RIGHT_BRACKET : ']';
LESS : '<';
GREATER : '>';
COMMA : ',';
SEMICOLON : ';';
DOT : '.';
EQUAL : '=';
ASTERISK : '*';
AT : '@';
PLUS : '+';
MINUS : '-';
// Calcite would take the rest of the line for a comment, other databases divide: neither is guessed.
DOUBLE_SLASH : '//';
OPERATOR
  : '<>' | '==' | '<=' | '>=' | '!=' | '||' | '::' | ':=' | '=>' | '->' | '->>' | '<=>' | '@>' | '<@' | '<<'
  | '~' | '!~' | '~*' | '!~*' | '/' | '%' | '^' | '&' | '|' | '?' | ':' | '{' | '}' | '!'
  ;

STRING
  : '\'' ( ~'\'' | '\'\'' )* '\''
  | 'E\'' ( ~['\\] | '\\' . | '\'\'' )* '\''
  | '$$' .*? '$$'
  ;
UNTERMINATED_STRING
  : '\'' ( ~'\'' | '\'\'' )*
  | 'E\'' ( ~['\\] | '\\' . | '\'\'' )* '\\'?
  | '$$' ( ~'$' | '$' ~'$' )* '$'?
  ;
QUOTED_IDENTIFIER : '"' ( ~'"' | '""' )* '"';
BACKQUOTED_IDENTIFIER : '`' ( ~'`' | '``' )* '`';
UNTERMINATED_IDENTIFIER : '"' ( ~'"' | '""' )* | '`' ( ~'`' | '``' )*;
NUMBER : DIGIT+ ( '.' DIGIT* )? EXPONENT? | '.' DIGIT+ EXPONENT?;
IDENTIFIER : LETTER ( LETTER | DIGIT | '$' )*;

LINE_COMMENT : '--' ~[\r\n]* -> channel(HIDDEN);
BLOCK_COMMENT : '/*' .*? '*/' -> channel(HIDDEN);
UNTERMINATED_COMMENT : '/*' ( ~'*' | '*'+ ~[*/] )* '*'*;
WHITESPACE : [ \t\r\n\f\u000B\u00A0\uFEFF\p{White_Space}]+ -> channel(HIDDEN);
UNRECOGNIZED : .;

fragment DIGIT : [0-9];
fragment EXPONENT : 'E' [+-]? DIGIT+;
fragment LETTER : [\p{Alphabetic}_];
