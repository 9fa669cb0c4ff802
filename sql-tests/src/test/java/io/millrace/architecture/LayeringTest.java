package io.millrace.architecture;

import static com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Who may import whom: the arrows between modules, and the borders at which libraries stop. */
class LayeringTest {
  private static JavaClasses main;

  @BeforeAll
  static void readClasses() {
    main =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.millrace");
    assertFalse(main.isEmpty(), "no classes on the class path");
  }

  @Test
  void modulesDependAlongTheArrows() {
    classes().should(dependOnlyOnVisibleModules()).check(main);
  }

  @Test
  void sqlTestsGoThroughJdbcOnly() {
    JavaClasses tests =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
            .importPackages("io.millrace");
    assertFalse(tests.isEmpty(), "no test classes on the class path");
    classes().should(dependOnlyOnVisibleModules()).check(tests);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("io.millrace.(**)").should().beFreeOfCycles().check(main);
  }

  @TestFactory
  Stream<DynamicTest> librariesStopAtTheirBorder() {
    return Stream.of(
            new Border("Calcite", "io.millrace.planner..", calcite()),
            new Border("Avatica", "io.millrace.jdbc..", avatica()),
            Border.of("Janino", "io.millrace.planner..", "org.codehaus."),
            Border.of("ANTLR", "io.millrace.parser..", "org.antlr."),
            Border.of("RocksDB", "io.millrace.state.store..", "org.rocksdb."),
            Border.of("Parquet", "io.millrace.lake..", "org.apache.parquet."),
            Border.of("Delta Kernel", "io.millrace.lake..", "io.delta."),
            Border.of("Hadoop", "io.millrace.lake..", "org.apache.hadoop."),
            Border.of("JLine", "io.millrace.shell..", "org.jline."))
        .map(border -> DynamicTest.dynamicTest(border.library(), () -> border.check(main)));
  }

  @Test
  void oraclesStayInTests() {
    noClasses()
        .should(
            dependOnClassesThat(describe("are DuckDB's", type -> startsWith(type, "org.duckdb."))))
        .check(main);
  }

  @Test
  void runtimeKnowsNoSql() {
    noClasses()
        .that(describe("are of runtime", type -> isOf(type, Module.RUNTIME)))
        .should(
            dependOnClassesThat(describe("are of java.sql", type -> startsWith(type, "java.sql."))))
        .because("whatever runtime does can be tested with hand-made batches")
        .check(main);
  }

  @Test
  void namesSayWhatAClassIs() {
    noClasses()
        .should()
        .haveSimpleNameContaining("Util")
        .orShould()
        .haveSimpleNameEndingWith("Manager")
        .orShould()
        .haveSimpleNameEndingWith("Helper")
        .orShould()
        .haveSimpleNameEndingWith("Impl")
        .because("such a name says that nobody decided what the class is")
        .check(main);
  }

  /** The rules above bite: this test's own package breaks one when it is taken for main code. */
  @Test
  void aCrossedBorderIsSeen() {
    JavaClasses self = new ClassFileImporter().importClasses(LayeringTest.class);
    Border border = Border.of("ArchUnit", "io.millrace.parser..", "com.tngtech.");
    assertThrows(AssertionError.class, () -> border.check(self));
    assertEquals(Optional.of(Module.SQL_TESTS), Module.of(self.get(LayeringTest.class)));
    assertFalse(Module.SHELL.sees(Module.ENGINE));
  }

  /** Calcite proper, and the few words of Avatica that its interfaces use. */
  private static DescribedPredicate<JavaClass> calcite() {
    return describe(
        "are Calcite's",
        type ->
            startsWith(type, "org.apache.calcite.")
                && !startsWith(type, "org.apache.calcite.avatica."));
  }

  private static DescribedPredicate<JavaClass> avatica() {
    return describe(
        "are Avatica's",
        type ->
            startsWith(type, "org.apache.calcite.avatica.")
                && !startsWith(type, "org.apache.calcite.avatica.util."));
  }

  private static DescribedPredicate<JavaClass> describe(
      String description, java.util.function.Predicate<JavaClass> predicate) {
    return DescribedPredicate.describe(description, predicate);
  }

  private static boolean isOf(JavaClass type, Module module) {
    return Module.of(type).filter(module::equals).isPresent();
  }

  private static boolean startsWith(JavaClass type, String prefix) {
    return type.getName().startsWith(prefix);
  }

  private static ArchCondition<JavaClass> dependOnlyOnVisibleModules() {
    return new ArchCondition<>("depend only on the modules that theirs may see") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        Module module =
            Module.of(type)
                .orElseThrow(() -> new AssertionError(type.getName() + " is of no known module"));
        for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
          Module.of(dependency.getTargetClass().getBaseComponentType())
              .filter(target -> !module.sees(target))
              .ifPresent(
                  target ->
                      events.add(
                          SimpleConditionEvent.violated(
                              dependency,
                              module
                                  + " must not see "
                                  + target
                                  + ": "
                                  + dependency.getDescription())));
        }
      }
    };
  }

  /** A library and the only package of ours, with its subpackages, whose code may name it. */
  private record Border(String library, String room, DescribedPredicate<JavaClass> classes) {
    static Border of(String library, String room, String prefix) {
      return new Border(
          library, room, describe("are " + library + "'s", type -> startsWith(type, prefix)));
    }

    void check(JavaClasses code) {
      noClasses()
          .that()
          .resideOutsideOfPackage(room)
          .should(dependOnClassesThat(classes))
          .because(library + " is seen in " + room + " alone")
          .check(code);
    }
  }
}
