package io.kbsync.cli;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.RollingPolicyBase;
import ch.qos.logback.core.rolling.RolloverFailure;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A log file that only its owner reads; when it is full, it becomes the first of five older ones.
 */
final class LogFile extends RollingFileAppender<ILoggingEvent> {

  private static final FileSize FULL = FileSize.valueOf("10MB");
  private static final int OLDER = 5;

  private LogFile() {}

  /**
   * Opens the file, which is written to until the context stops.
   *
   * @throws IOException when it cannot be created
   */
  static LogFile open(Path file, LineLayout layout, LoggerContext context) throws IOException {
    createForOwner(file);
    LogFile appender = new LogFile();
    appender.setContext(context);
    appender.setFile(file.toString());
    appender.setEncoder(encoder(layout, context));
    SizeBasedTriggeringPolicy<ILoggingEvent> trigger = new SizeBasedTriggeringPolicy<>();
    trigger.setMaxFileSize(FULL);
    trigger.setContext(context);
    appender.setTriggeringPolicy(trigger);
    OlderFiles rolling = new OlderFiles();
    rolling.setContext(context);
    rolling.setParent(appender);
    appender.setRollingPolicy(rolling);
    rolling.start();
    trigger.start();
    appender.start();
    return appender;
  }

  @Override
  public void openFile(String name) throws IOException {
    createForOwner(Path.of(name));
    super.openFile(name);
  }

  private static LayoutWrappingEncoder<ILoggingEvent> encoder(
      LineLayout layout, LoggerContext context) {
    LayoutWrappingEncoder<ILoggingEvent> encoder =
        new LayoutWrappingEncoder<>() {
          @Override
          public byte[] encode(ILoggingEvent event) {
            return (layout.doLayout(event) + "\n").getBytes(StandardCharsets.UTF_8);
          }
        };
    encoder.setContext(context);
    encoder.setLayout(layout);
    encoder.start();
    return encoder;
  }

  private static void createForOwner(Path file) throws IOException {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] attributes =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    try {
      Files.createFile(file, attributes);
    } catch (FileAlreadyExistsException e) {
      // It goes on where it ended.
    }
  }

  /** NAME.1 is the youngest. */
  private static final class OlderFiles extends RollingPolicyBase {

    @Override
    public String getActiveFileName() {
      return getParentsRawFileProperty();
    }

    @Override
    public void rollover() throws RolloverFailure {
      try {
        for (int age = OLDER - 1; age > 0; age--) {
          if (Files.exists(older(age))) {
            move(older(age), older(age + 1));
          }
        }
        move(Path.of(getActiveFileName()), older(1));
      } catch (IOException e) {
        throw new RolloverFailure("The full log file cannot be renamed", e);
      }
    }

    private Path older(int age) {
      return Path.of(getActiveFileName() + "." + age);
    }

    private static void move(Path from, Path to) throws IOException {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
