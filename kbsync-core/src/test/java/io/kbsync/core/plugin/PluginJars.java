package io.kbsync.core.plugin;

import io.kbsync.api.ConnectorContext;
import io.kbsync.api.config.ConfigSpec;
import io.kbsync.api.config.ConnectorConfig;
import io.kbsync.api.source.Source;
import io.kbsync.api.source.SourceFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.jspecify.annotations.Nullable;

/** Jars with plugins, good and bad, and a class loader that finds them there and nowhere else. */
final class PluginJars {

  private final Path folder;
  private final List<URL> jars = new ArrayList<>();

  PluginJars(Path folder) {
    this.folder = folder;
  }

  /** Adds a jar that declares this factory and holds its class. */
  PluginJars with(String jarName, Class<?> factory) throws IOException {
    String classFile = factory.getName().replace('.', '/') + ".class";
    try (InputStream in = factory.getClassLoader().getResourceAsStream(classFile)) {
      return with(jarName, factory.getName(), classFile, in == null ? null : in.readAllBytes());
    }
  }

  /** Adds a jar that declares a factory and does not hold it. */
  PluginJars without(String jarName, String factory) throws IOException {
    return with(jarName, factory, "", null);
  }

  private PluginJars with(String jarName, String factory, String classFile, byte @Nullable [] code)
      throws IOException {
    Path file = folder.resolve(jarName);
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out)) {
      jar.putNextEntry(new JarEntry("META-INF/services/" + SourceFactory.class.getName()));
      jar.write(("# a plugin\n" + factory + "\n").getBytes(StandardCharsets.UTF_8));
      if (code != null) {
        jar.putNextEntry(new JarEntry(classFile));
        jar.write(code);
      }
    }
    jars.add(url(file));
    return this;
  }

  private static URL url(Path file) throws MalformedURLException {
    return file.toUri().toURL();
  }

  URLClassLoader loader() {
    return new URLClassLoader(jars.toArray(new URL[0]), new WithoutTheseClasses());
  }

  /** The classes of the tests, but for the factories below. */
  private static final class WithoutTheseClasses extends ClassLoader {

    WithoutTheseClasses() {
      super(PluginJars.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith(PluginJars.class.getName() + "$")) {
        throw new ClassNotFoundException(name);
      }
      return super.loadClass(name, resolve);
    }

    @Override
    public Enumeration<URL> getResources(String name) {
      return Collections.emptyEnumeration();
    }
  }

  /** A plugin that works. */
  public static final class FolderSource implements SourceFactory {
    @Override
    public String type() {
      return "Folder";
    }

    @Override
    public ConfigSpec configSpec() {
      return ConfigSpec.EMPTY;
    }

    @Override
    public Source create(ConnectorConfig config, ConnectorContext context) {
      throw new UnsupportedOperationException();
    }
  }

  /** Another one of nearly the same name. */
  public static final class SecondFolderSource implements SourceFactory {
    @Override
    public String type() {
      return "FOLDER";
    }

    @Override
    public ConfigSpec configSpec() {
      return ConfigSpec.EMPTY;
    }

    @Override
    public Source create(ConnectorConfig config, ConnectorContext context) {
      throw new UnsupportedOperationException();
    }
  }

  /** One that cannot be made. */
  public static final class BrokenSource implements SourceFactory {
    public BrokenSource() {
      throw new IllegalStateException("no licence");
    }

    @Override
    public String type() {
      return "Broken";
    }

    @Override
    public ConfigSpec configSpec() {
      return ConfigSpec.EMPTY;
    }

    @Override
    public Source create(ConnectorConfig config, ConnectorContext context) {
      throw new UnsupportedOperationException();
    }
  }

  /** One that was written against other interfaces. */
  public static final class OldSource implements SourceFactory {
    @Override
    public String type() {
      throw new AbstractMethodError("type");
    }

    @Override
    public ConfigSpec configSpec() {
      return ConfigSpec.EMPTY;
    }

    @Override
    public Source create(ConnectorConfig config, ConnectorContext context) {
      throw new UnsupportedOperationException();
    }
  }
}
