package io.kbsync.core.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The files in which jars declare their plugins of one kind: {@link ServiceLoader} finds the
 * plugins, these files say which jar a broken or doubled one came from.
 */
final class ServiceFiles {

  private final Map<String, Set<String>> jarsByProvider = new LinkedHashMap<>();

  private ServiceFiles() {}

  /** One instance of each declared plugin. */
  static <P> List<P> load(Class<P> service, ClassLoader loader) throws PluginException {
    ServiceFiles files = read(service, loader);
    files.refuseDoubles();
    List<P> plugins = new ArrayList<>();
    try {
      ServiceLoader.load(service, loader).forEach(plugins::add);
    } catch (ServiceConfigurationError | LinkageError e) {
      throw new PluginException(files.explain(e), e);
    }
    return plugins;
  }

  private static ServiceFiles read(Class<?> service, ClassLoader loader) throws PluginException {
    ServiceFiles files = new ServiceFiles();
    String name = "META-INF/services/" + service.getName();
    try {
      for (URL url : Collections.list(loader.getResources(name))) {
        files.add(url, url.toString().replace("!/" + name, "").replace(name, ""));
      }
    } catch (IOException e) {
      throw new PluginException("The plugins cannot be read: " + e.getMessage(), e);
    }
    return files;
  }

  private void add(URL url, String jar) throws IOException {
    URLConnection connection = url.openConnection();
    connection.setUseCaches(false);
    try (InputStream in = connection.getInputStream()) {
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.replaceFirst("#.*", "").strip())
          .filter(provider -> !provider.isEmpty())
          .forEach(provider -> jarsOf(provider).add(jar));
    }
  }

  private Set<String> jarsOf(String provider) {
    return jarsByProvider.computeIfAbsent(provider, key -> new LinkedHashSet<>());
  }

  // A class that two jars hold is loaded from the first one: the other version would lie there
  // unseen.
  private void refuseDoubles() throws PluginException {
    for (Map.Entry<String, Set<String>> provider : jarsByProvider.entrySet()) {
      if (provider.getValue().size() > 1) {
        throw new PluginException(
            "The plugin %s is there more than once: %s. Take all but one away."
                .formatted(provider.getKey(), String.join(" and ", provider.getValue())),
            null);
      }
    }
  }

  private String explain(Throwable error) {
    String text = String.valueOf(error.getMessage());
    String culprits =
        jarsByProvider.entrySet().stream()
            .filter(provider -> text.contains(provider.getKey()))
            .map(provider -> String.join(" and ", provider.getValue()))
            .distinct()
            .collect(Collectors.joining(" and "));
    String suspects =
        culprits.isEmpty()
            ? jarsByProvider.values().stream()
                .flatMap(Set::stream)
                .distinct()
                .collect(Collectors.joining(", ", "one of ", ""))
            : culprits;
    Throwable reason = error.getCause() == null ? error : error.getCause();
    return ("A plugin cannot be loaded from %s: %s. Take the jar away, or take the version that"
            + " fits this KBSync.")
        .formatted(suspects, error == reason ? text : text + " (" + reason + ")");
  }
}
