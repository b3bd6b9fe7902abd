package io.kbsync.core.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kbsync.api.filter.FilterFactory;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectorsTest {

  @TempDir Path folder;

  @Test
  void a_plugin_in_a_jar_is_found_by_its_type_ignoring_case() throws Exception {
    PluginJars jars = new PluginJars(folder).with("folder.jar", PluginJars.FolderSource.class);
    try (URLClassLoader loader = jars.loader()) {
      Connectors connectors = Connectors.discover(loader);
      assertThat(connectors.source("folder").type()).isEqualTo("Folder");
      assertThat(connectors.sources()).hasSize(1);
    }
  }

  @Test
  void the_bundled_filter_is_found() throws Exception {
    Connectors connectors = Connectors.discover(getClass().getClassLoader());
    assertThat(connectors.filters()).extracting(FilterFactory::type).contains("paths");
  }

  @Test
  void two_plugins_of_one_type_are_refused_by_the_names_of_their_jars() throws Exception {
    assertRefused(
        new PluginJars(folder)
            .with("one.jar", PluginJars.FolderSource.class)
            .with("two.jar", PluginJars.SecondFolderSource.class),
        "Two plugins offer the source type",
        "one.jar",
        "two.jar");
  }

  @Test
  void one_plugin_in_two_jars_is_refused_too() throws Exception {
    assertRefused(
        new PluginJars(folder)
            .with("folder-1.jar", PluginJars.FolderSource.class)
            .with("folder-2.jar", PluginJars.FolderSource.class),
        "more than once",
        "folder-1.jar",
        "folder-2.jar");
  }

  @Test
  void a_declared_class_that_is_not_there_names_its_jar() throws Exception {
    assertRefused(
        new PluginJars(folder)
            .with("good.jar", PluginJars.FolderSource.class)
            .without("hollow.jar", "com.example.Missing"),
        "cannot be loaded from",
        "hollow.jar",
        "com.example.Missing");
  }

  @Test
  void a_plugin_that_cannot_be_made_names_its_jar_and_the_reason() throws Exception {
    assertRefused(
        new PluginJars(folder).with("broken.jar", PluginJars.BrokenSource.class),
        "broken.jar",
        "no licence");
  }

  @Test
  void a_plugin_of_another_version_names_its_jar() throws Exception {
    assertRefused(
        new PluginJars(folder).with("old.jar", PluginJars.OldSource.class),
        "old.jar",
        "does not fit this version");
  }

  @Test
  void an_unknown_type_says_which_there_are_and_which_was_meant() throws Exception {
    Connectors connectors =
        Connectors.of(List.of(new PluginJars.FolderSource()), List.of(), List.of(), List.of());
    assertThatThrownBy(() -> connectors.source("Foldr"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("There is no source type 'Foldr'. Available: Folder. Did you mean Folder?");
    assertThatThrownBy(() -> connectors.sink("RagFlow"))
        .hasMessageContaining("There is no sink type 'RagFlow', and no other one either");
  }

  private static void assertRefused(PluginJars jars, String... parts) throws Exception {
    try (URLClassLoader loader = jars.loader()) {
      assertThatThrownBy(() -> Connectors.discover(loader))
          .isInstanceOf(PluginException.class)
          .hasMessageContainingAll(parts);
    }
  }
}
