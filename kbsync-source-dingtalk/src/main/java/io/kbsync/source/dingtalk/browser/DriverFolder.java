package io.kbsync.source.dingtalk.browser;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Playwright's driver, unpacked once into a folder that stays, in place of 134 MB at every start.
 * The program that runs it comes with it where the class path holds one for this platform;
 * otherwise a Node.js of the machine does.
 */
final class DriverFolder {

  private static final String PACKAGE = "driver/package";
  private static final String CLI_DIR = "playwright.cli.dir";
  private static final String NODE_PATH = "PLAYWRIGHT_NODEJS_PATH";
  private static final Pattern VERSION = Pattern.compile("\"version\"\\s*:\\s*\"([^\"]+)\"");

  private final Map<String, String> environment;
  private final List<Path> places;
  private final ClassLoader classPath;

  /**
   * @param environment the variables of the process
   * @param places folders in which the driver may lie, the preferred one first
   */
  DriverFolder(Map<String, String> environment, List<Path> places, ClassLoader classPath) {
    this.environment = Map.copyOf(environment);
    this.places = List.copyOf(places);
    this.classPath = classPath;
  }

  /** In the cache of the user who runs the program, else in {@code own}. */
  static DriverFolder system(Path own) {
    Map<String, String> environment = System.getenv();
    String cache = environment.get("XDG_CACHE_HOME");
    String home = environment.get("HOME");
    Path shared =
        cache != null && !cache.isEmpty()
            ? Path.of(cache)
            : home == null || home.isEmpty() ? null : Path.of(home, ".cache");
    List<Path> places = shared == null ? List.of(own) : List.of(shared.resolve("kbsync"), own);
    return new DriverFolder(environment, places, DriverFolder.class.getClassLoader());
  }

  /**
   * Makes Playwright use the folder, and says with which variables it is to be started. Only the
   * first call in a process unpacks anything.
   */
  static synchronized Map<String, String> use(DriverFolder driver)
      throws IOException, BrowserMissingException {
    Map<String, String> variables = new HashMap<>();
    variables.put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    if (System.getProperty(CLI_DIR) == null && System.getenv("PLAYWRIGHT_DRIVER_DIR") == null) {
      System.setProperty(CLI_DIR, driver.unpacked().toString());
    }
    String folder = System.getProperty(CLI_DIR);
    if (folder != null && !Files.exists(Path.of(folder, node()))) {
      variables.put(NODE_PATH, driver.nodeOfTheMachine().toString());
    }
    return variables;
  }

  /** The folder with the driver in it. */
  Path unpacked() throws IOException, BrowserMissingException {
    URL driver = classPath.getResource(PACKAGE + "/package.json");
    if (driver == null) {
      throw new BrowserMissingException(
          "Playwright's driver is not on the class path. Add com.microsoft.playwright:driver");
    }
    @Nullable URL node = classPath.getResource("driver/" + platform() + "/" + node());
    String name = "playwright-" + version(driver) + "-" + (node == null ? "package" : platform());
    IOException failure = new IOException("There is no place for Playwright's driver");
    for (Path place : places) {
      try {
        return unpacked(PrivateFiles.folder(place), name, driver, node);
      } catch (IOException e) {
        failure = e;
      }
    }
    throw failure;
  }

  private static Path unpacked(Path place, String name, URL driver, @Nullable URL node)
      throws IOException {
    Path folder = place.resolve(name);
    if (Files.exists(folder.resolve("package/cli.js"))) {
      return folder;
    }
    Path half = Files.createTempDirectory(place, "unpacking");
    try {
      copyPackage(driver, half.resolve("package"));
      if (node != null) {
        Path program = half.resolve(node());
        try (InputStream bytes = node.openStream()) {
          Files.copy(bytes, program);
        }
        if (!program.toFile().setExecutable(true, true)) {
          throw new IOException(program + " cannot be made executable");
        }
      }
      moveInPlace(half, folder);
      return folder;
    } finally {
      PrivateFiles.deleteTree(half);
    }
  }

  /** Another process may have been first; then its folder serves as well. */
  private static void moveInPlace(Path half, Path folder) throws IOException {
    try {
      Files.move(half, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      throw e;
    } catch (IOException e) {
      if (!Files.exists(folder.resolve("package/cli.js"))) {
        throw e;
      }
    }
  }

  private static void copyPackage(URL driver, Path target) throws IOException {
    try {
      URI uri = driver.toURI();
      if (!uri.getScheme().equals("jar")) {
        copy(Path.of(uri).resolveSibling("."), target);
        return;
      }
      String text = uri.getRawSchemeSpecificPart();
      Path jar = Path.of(URI.create(text.substring(0, text.indexOf("!/"))));
      try (FileSystem files = FileSystems.newFileSystem(jar, (ClassLoader) null)) {
        copy(files.getPath("/" + PACKAGE), target);
      }
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  private static void copy(Path source, Path target) throws IOException {
    try (Stream<Path> all = Files.walk(source)) {
      for (Path file : (Iterable<Path>) all::iterator) {
        Path copy = target.resolve(source.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy);
        }
      }
    }
  }

  private static String version(URL packageJson) throws IOException {
    try (InputStream bytes = packageJson.openStream()) {
      Matcher matcher = VERSION.matcher(new String(bytes.readAllBytes(), StandardCharsets.UTF_8));
      return matcher.find() ? matcher.group(1) : "unknown";
    }
  }

  /** The Node.js that runs the driver where none came with it. */
  Path nodeOfTheMachine() throws BrowserMissingException {
    String named = environment.get(NODE_PATH);
    if (named != null && !named.isEmpty()) {
      return Path.of(named);
    }
    Optional<Path> found =
        Stream.of(environment.getOrDefault("PATH", "").split(Pattern.quote(File.pathSeparator)))
            .map(folder -> Path.of(folder).resolve(node()))
            .filter(Files::isExecutable)
            .findFirst();
    return found.orElseThrow(
        () ->
            new BrowserMissingException(
                "Nothing here can run Playwright's driver. Install Node.js 20 or newer (or point "
                    + NODE_PATH
                    + " to one), or add com.microsoft.playwright:driver-bundle to the class path"));
  }

  private static String node() {
    return platform().startsWith("win") ? "node.exe" : "node";
  }

  /** As the bundle names it. */
  private static String platform() {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    boolean arm = System.getProperty("os.arch", "").equals("aarch64");
    if (system.contains("windows")) {
      return "win32_x64";
    }
    return (system.contains("mac") ? "mac" : "linux") + (arm ? "-arm64" : "");
  }
}
