package io.kbsync.core.plugin;

import com.google.common.collect.ImmutableList;
import io.kbsync.core.spelling.Spelling;
import java.security.CodeSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The plugins of one kind by name, ignoring case. Immutable.
 *
 * @param kind as it stands in messages: "source type"
 */
record Plugins<P>(String kind, Map<String, P> byName, Function<P, String> name) {

  private static final int LIKELY_MISTYPED = 4;

  static <P> Plugins<P> of(String kind, List<P> plugins, Function<P, String> name)
      throws PluginException {
    Map<String, P> byName = new TreeMap<>();
    for (P plugin : plugins) {
      String type = nameOf(plugin, name);
      P other = byName.putIfAbsent(type.toLowerCase(Locale.ROOT), plugin);
      if (other != null) {
        throw new PluginException(
            "Two plugins offer the %s '%s': %s and %s. Take one of the two away."
                .formatted(kind, type, origin(other), origin(plugin)),
            null);
      }
    }
    return new Plugins<>(kind, byName, name);
  }

  List<P> all() {
    return ImmutableList.copyOf(byName.values());
  }

  P named(String wanted) {
    P plugin = byName.get(wanted.toLowerCase(Locale.ROOT));
    if (plugin == null) {
      throw new IllegalArgumentException(unknown(wanted));
    }
    return plugin;
  }

  private String unknown(String wanted) {
    List<String> names = all().stream().map(name).toList();
    if (names.isEmpty()) {
      return "There is no %s '%s', and no other one either: put a plugin's jar on the class path"
          .formatted(kind, wanted);
    }
    String hint =
        Spelling.nearest(wanted, names, LIKELY_MISTYPED)
            .map(near -> ". Did you mean " + near + "?")
            .orElse("");
    return "There is no %s '%s'. Available: %s%s"
        .formatted(kind, wanted, String.join(", ", names), hint);
  }

  private static <P> String nameOf(P plugin, Function<P, String> name) throws PluginException {
    try {
      return name.apply(plugin);
    } catch (LinkageError e) {
      throw new PluginException(
          ("The plugin %s does not fit this version of KBSync (%s). Take the plugin's version"
                  + " that does.")
              .formatted(origin(plugin), e),
          e);
    }
  }

  private static String origin(Object plugin) {
    CodeSource source = plugin.getClass().getProtectionDomain().getCodeSource();
    String jar =
        source == null || source.getLocation() == null ? "?" : source.getLocation().toString();
    return plugin.getClass().getName() + " in " + jar;
  }
}
