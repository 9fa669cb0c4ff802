package io.millrace.parser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.millrace.parser.statement.Definition;
import io.millrace.parser.statement.TypeName;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypeNameTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "int | INTEGER",
        "INTEGER | INTEGER",
        "String | VARCHAR",
        "TEXT | VARCHAR",
        "VARCHAR(20) | VARCHAR(20)",
        "CHARACTER VARYING (20) | VARCHAR(20)",
        "CHAR(3) | CHAR(3)",
        "CHARACTER | CHAR",
        "BYTES | VARBINARY",
        "BINARY(16) | BINARY(16)",
        "BINARY VARYING(16) | VARBINARY(16)",
        "DOUBLE PRECISION | DOUBLE",
        "DOUBLE | DOUBLE",
        "FLOAT8 | DOUBLE",
        "NUMERIC(10,2) | DECIMAL(10, 2)",
        "DECIMAL | DECIMAL",
        "TIMESTAMP | TIMESTAMP",
        "TIMESTAMP(3) | TIMESTAMP(3)",
        "TIMESTAMP(3) WITHOUT TIME ZONE | TIMESTAMP(3)",
        "TIMESTAMP(3) WITH LOCAL TIME ZONE | TIMESTAMP(3) WITH LOCAL TIME ZONE",
        "TIMESTAMPTZ(6) | TIMESTAMP(6) WITH LOCAL TIME ZONE",
        "TIME(0) | TIME(0)",
        "JSON | VARIANT",
        "UUID | UUID",
        "INTERVAL YEAR | INTERVAL YEAR",
        "interval day(3) to second(6) | INTERVAL DAY TO SECOND(3, 6)",
        "ARRAY<INT> | ARRAY<INTEGER>",
        "INT ARRAY ARRAY | ARRAY<ARRAY<INTEGER>>",
        "MAP<STRING, ARRAY<MAP<INT,INT>>> |" + " MAP<VARCHAR, ARRAY<MAP<INTEGER, INTEGER>>>",
        "ROW(a INT, \"B\" STRING NOT NULL) | ROW(a INTEGER, B VARCHAR NOT NULL)",
        "ROW<a INT, b ROW<c DATE>> ARRAY | ARRAY<ROW(a INTEGER, b ROW(c DATE))>"
      })
  void settlesSynonyms(String text, String expected) {
    assertEquals(expected, parse(text).toString());
  }

  @Test
  void typesPrintAsTextThatReadsBack() {
    long seed = 3;
    Random random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      String text = random(random, 3);
      TypeName type = parse(text);
      assertEquals(
          type.toString(), parse(type.toString()).toString(), "seed " + seed + ": " + text);
    }
  }

  private static String random(Random random, int depth) {
    List<String> simple =
        List.of(
            "INT", "DECIMAL(9, 3)", "TIMESTAMPTZ(3)", "DOUBLE PRECISION", "TIME", "STRING", "DATE");
    int kind = depth == 0 ? 0 : random.nextInt(5);
    return switch (kind) {
      case 1 -> "ARRAY<" + random(random, depth - 1) + ">";
      case 2 -> random(random, depth - 1) + " ARRAY";
      case 3 -> "MAP<" + random(random, depth - 1) + "," + random(random, depth - 1) + ">";
      case 4 ->
          "ROW(a "
              + random(random, depth - 1)
              + ", \"b c\" "
              + random(random, depth - 1)
              + " NOT NULL)";
      default -> simple.get(random.nextInt(simple.size()));
    };
  }

  private static TypeName parse(String type) {
    Definition.CreateTable table = DefinitionTest.parse("CREATE TABLE t (c " + type + ")");
    return table.definition().columns().get(0).type().orElseThrow();
  }
}
