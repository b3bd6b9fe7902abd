package io.kbsync.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.kbsync.cli", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule the_program_names_no_connector =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.kbsync.source..", "io.kbsync.sink..", "io.kbsync.http..");

  @ArchTest
  static final ArchRule only_the_demo_knows_the_simulators =
      noClasses()
          .that()
          .haveSimpleNameNotStartingWith("Demo")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.kbsync.testkit..");

  @ArchTest
  static final ArchRule only_main_is_for_others =
      classes()
          .that()
          .arePublic()
          .and()
          .areTopLevelClasses()
          .should()
          .haveSimpleName("Main")
          .orShould()
          .haveSimpleName("LogbackStart");
}
