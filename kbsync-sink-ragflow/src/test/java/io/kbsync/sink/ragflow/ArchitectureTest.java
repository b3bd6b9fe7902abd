package io.kbsync.sink.ragflow;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.kbsync.api.sink.SinkFactory;
import java.time.Clock;
import java.time.Instant;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

@AnalyzeClasses(packages = "io.kbsync.sink.ragflow", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule THE_FACTORY_IS_THE_ONLY_PUBLIC_TYPE =
      classes()
          .that()
          .areTopLevelClasses()
          .and()
          .doNotBelongToAnyOf(RagflowSinkFactory.class)
          .should()
          .notBePublic();

  @ArchTest
  static final ArchRule NOTHING_ASKS_FOR_THE_TIME_BY_ITSELF =
      noClasses()
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(Clock.class, "systemUTC");

  @Test
  void the_factory_is_found_by_its_type() {
    assertThat(ServiceLoader.load(SinkFactory.class))
        .anySatisfy(
            factory -> {
              assertThat(factory).isInstanceOf(RagflowSinkFactory.class);
              assertThat(factory.type()).isEqualTo("RagFlow");
            });
  }
}
