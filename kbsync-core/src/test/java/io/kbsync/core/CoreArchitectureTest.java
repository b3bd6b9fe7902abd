package io.kbsync.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;

@AnalyzeClasses(packages = "io.kbsync.core", importOptions = ImportOption.DoNotIncludeTests.class)
class CoreArchitectureTest {

  @ArchTest
  static final ArchRule packages_do_not_lean_on_each_other_in_circles =
      slices().matching("io.kbsync.core.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule the_engine_knows_no_server_and_no_connector =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "okhttp3..",
              "retrofit2..",
              "com.microsoft.playwright..",
              "io.kbsync.http..",
              "io.kbsync.source..",
              "io.kbsync.sink..");

  @ArchTest
  static final ArchRule time_comes_from_the_options =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("io.kbsync.core.EngineOptions")
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(LocalDate.class, "now")
          .orShould()
          .callMethod(LocalDateTime.class, "now")
          .orShould()
          .callMethod(ZonedDateTime.class, "now")
          .orShould()
          .callMethod(Clock.class, "systemUTC")
          .orShould()
          .callMethod(Clock.class, "systemDefaultZone")
          .orShould()
          .callMethod(System.class, "currentTimeMillis");

  @ArchTest
  static final ArchRule nobody_writes_to_the_console =
      noClasses()
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err");
}
