package io.kbsync.source.dingtalk;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;

@AnalyzeClasses(
    packages = "io.kbsync.source.dingtalk",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule only_the_factory_is_public =
      classes()
          .that()
          .resideInAPackage("io.kbsync.source.dingtalk")
          .and()
          .areTopLevelClasses()
          .and()
          .doNotHaveSimpleName("DingTalkSourceFactory")
          .and()
          .doNotHaveSimpleName("package-info")
          .should()
          .notBePublic();

  @ArchTest
  static final ArchRule time_comes_from_the_context =
      noClasses()
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(Clock.class, "systemUTC")
          .orShould()
          .callMethod(System.class, "currentTimeMillis");

  @ArchTest
  static final ArchRule the_browser_knows_nothing_of_the_open_api =
      noClasses()
          .that()
          .resideInAnyPackage("..browser..", "..export..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.kbsync.source.dingtalk");

  @ArchTest
  static final ArchRule only_the_browser_s_side_knows_playwright =
      noClasses()
          .that()
          .resideInAPackage("io.kbsync.source.dingtalk")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.microsoft.playwright..");

  @ArchTest
  static final ArchRule nobody_writes_to_the_console =
      noClasses()
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err");

  @ArchTest
  static final ArchRule the_engine_is_not_known_here =
      noClasses().should().dependOnClassesThat().resideInAPackage("io.kbsync.core..");
}
