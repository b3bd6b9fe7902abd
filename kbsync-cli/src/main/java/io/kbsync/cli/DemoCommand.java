package io.kbsync.cli;

import io.kbsync.core.report.ExitCode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows the program at work, without a DingTalk and without a RAGFlow. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Plays a DingTalk and a RAGFlow on this machine, syncs from the one to the other, changes a"
            + " few files and syncs again.")
final class DemoCommand implements Callable<Integer> {

  /** Set by the head of the one-file program: where it lies. */
  private static final String PROGRAM = "kbsync.program";

  private final Program program;

  @Option(
      names = "--keep",
      description = "Leave the servers up, to play with, until Ctrl-C; the files stay after it.")
  private boolean keep;

  DemoCommand(Program program) {
    this.program = program;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Optional<Path> browser = DemoBrowser.find(program.environment());
    try (DemoFolder folder = DemoFolder.create(keep);
        DemoServers servers = DemoServers.start(browser)) {
      Path config = servers.writeConfig(folder.path());
      say("A DingTalk and a RAGFlow are played on this machine. All files of this demo lie in");
      say("    " + folder.path());
      say(
          browser.isPresent()
              ? "Its Open API gives neither online documents nor uploaded files of the knowledge"
                  + " base, as in most organisations: they come through "
                  + browser.get()
                  + ", into which a person logs on by scanning a code; that is played, too."
              : "There is no Google Chrome and no Chromium here, so the login in a browser is left"
                  + " out, and with it mind maps, tables, drawings and slides.");
      say("The first sync stores every file:");
      int first = sync(config, folder);
      say("Now people work: files are edited, renamed, added and deleted.");
      servers.change();
      say("The second sync moves what changed, and nothing else:");
      int second = sync(config, folder);
      showDataset(servers);
      if (keep) {
        stayUp(config);
      }
      return Math.max(first, second);
    }
  }

  private int sync(Path config, DemoFolder folder) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(thisProgram());
    command.addAll(List.of("--config", config.toString(), "--once"));
    say(
        "$ KBSync "
            + String.join(" ", command.subList(command.indexOf("--config"), command.size())));
    command.addAll(List.of("--source", DemoServers.KINDS, "--root", "*"));
    ProcessBuilder process =
        new ProcessBuilder(command)
            .redirectInput(new File("/dev/null"))
            .redirectOutput(ProcessBuilder.Redirect.INHERIT)
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    // Class archives would stay in the user's cache.
    process.environment().put("XDG_CACHE_HOME", folder.path().toString());
    int code = folder.run(process);
    if (code != ExitCode.IN_SYNC.value()) {
      say("That sync ended with exit code " + code + ".");
    }
    return code;
  }

  /** How this very program is started. */
  private static List<String> thisProgram() {
    String file = System.getProperty(PROGRAM);
    return file != null
        ? List.of(file)
        : List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName());
  }

  private void showDataset(DemoServers servers) {
    List<String> names = servers.documents();
    say("The dataset holds " + names.size() + " documents now:");
    names.forEach(name -> say("    " + Visible.of(name)));
  }

  private void stayUp(Path config) throws InterruptedException {
    say("The servers stay up until Ctrl-C. In another window, try");
    say("    KBSync --config " + config);
    new CountDownLatch(1).await();
  }

  private void say(String line) {
    program.screen().out(line);
  }
}
