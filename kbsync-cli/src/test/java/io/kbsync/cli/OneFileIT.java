package io.kbsync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The one file: with a Java alone, without one, and with plugins beside it. */
class OneFileIT {

  @TempDir private Path folder;

  private RunningProgram run(Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    RunningProgram program = RunningProgram.start(builder);
    program.endInput();
    program.exitCode();
    return program;
  }

  private void copyProgram() throws IOException {
    Files.copy(
        Path.of("target", "KBSync"), folder.resolve("KBSync"), StandardCopyOption.COPY_ATTRIBUTES);
  }

  /** A folder of the system's tools, but of no Java. */
  private String toolsWithoutJava() throws IOException {
    Path tools = Files.createDirectory(folder.resolve("tools"));
    for (String tool : List.of("sh", "sed", "cat", "readlink", "dirname", "find", "head", "stat")) {
      for (String place : List.of("/bin", "/usr/bin")) {
        if (Files.exists(Path.of(place, tool)) && Files.notExists(tools.resolve(tool))) {
          Files.createSymbolicLink(tools.resolve(tool), Path.of(place, tool));
        }
      }
    }
    return tools.toString();
  }

  @Test
  void it_runs_with_a_java_alone_in_an_empty_environment()
      throws IOException, InterruptedException {
    copyProgram();
    RunningProgram program =
        run(
            Map.of("PATH", System.getProperty("java.home") + "/bin:/usr/bin:/bin"),
            "./KBSync",
            "--version");
    assertThat(program.exitCode()).as(program.everything()).isZero();
    assertThat(program.out()).matches("KBSync \\d.*\n");
    assertThat(program.err()).isEmpty();
  }

  @Test
  void without_a_java_it_says_what_to_install() throws IOException, InterruptedException {
    copyProgram();
    RunningProgram program = run(Map.of("PATH", toolsWithoutJava()), "./KBSync", "--version");
    assertThat(program.exitCode()).isEqualTo(2);
    assertThat(program.err()).contains("there is no Java").contains("Java 17");
    assertThat(program.out()).isEmpty();
  }

  @Test
  void a_java_that_is_too_old_is_named() throws IOException, InterruptedException {
    copyProgram();
    Path java = Files.createDirectories(folder.resolve("old/bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    Files.writeString(folder.resolve("old/release"), "JAVA_VERSION=\"11.0.2\"\n");
    RunningProgram program =
        run(
            Map.of("PATH", "/usr/bin:/bin", "JAVA_HOME", folder.resolve("old").toString()),
            "./KBSync",
            "--version");
    assertThat(program.exitCode()).isEqualTo(2);
    assertThat(program.err()).contains(java.toString()).contains("too old");
  }

  @Test
  void the_launcher_of_a_clone_says_what_a_build_takes() throws IOException, InterruptedException {
    Files.copy(
        Path.of("..", "KBSync"), folder.resolve("KBSync"), StandardCopyOption.COPY_ATTRIBUTES);
    RunningProgram program = run(Map.of("PATH", toolsWithoutJava()), "./KBSync", "demo");
    assertThat(program.exitCode()).isEqualTo(2);
    assertThat(program.err()).contains("there is no JDK").contains("Maven");
  }

  @Test
  void connectors_in_the_folder_plugins_are_found() throws Exception {
    copyProgram();
    Path jar =
        Path.of(
            Class.forName("io.kbsync.examples.folder.FolderSourceFactory")
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    Files.copy(jar, Files.createDirectory(folder.resolve("plugins")).resolve("folders.jar"));
    Files.writeString(
        Files.createDirectories(folder.resolve("from/Team")).resolve("报告.txt"), "hello");
    Files.createDirectory(folder.resolve("to"));
    Files.writeString(
        folder.resolve("config"),
        """
        sourceType=Folder
        sinkType=Folder
        folderSourcePath=%s
        folderSinkPath=%s
        ledgerDir=ledger
        """
            .formatted(folder.resolve("from"), folder.resolve("to")));
    RunningProgram program =
        run(
            Map.of("PATH", "/usr/bin:/bin", "JAVA_HOME", System.getProperty("java.home")),
            "./KBSync",
            "--config",
            "config",
            "--once",
            "--source",
            "*");
    assertThat(program.exitCode()).as(program.everything()).isZero();
    assertThat(program.out()).containsPattern("stored +1");
    try (var files = Files.walk(folder.resolve("to"))) {
      assertThat(files.map(file -> String.valueOf(file.getFileName()))).contains("报告.txt");
    }
  }
}
