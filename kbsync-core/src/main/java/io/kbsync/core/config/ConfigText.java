package io.kbsync.core.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Reads the text of a configuration file, or says why there is none to read. */
final class ConfigText {

  private static final int LARGEST = 1 << 20;
  private static final byte[] UTF_8_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
  private static final byte[] UTF_16_MARK = {(byte) 0xFE, (byte) 0xFF};
  private static final byte[] UTF_16_MARK_TURNED = {(byte) 0xFF, (byte) 0xFE};

  private final Path file;

  private ConfigText(Path file) {
    this.file = file;
  }

  static String read(Path file) throws ConfigException {
    ConfigText text = new ConfigText(file);
    return text.decode(text.bytes());
  }

  private byte[] bytes() throws ConfigException {
    Path whole = file.toAbsolutePath();
    if (Files.isDirectory(file)) {
      throw problem(0, "%s is a folder. Name the configuration file itself".formatted(whole));
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw problem(0, "%s is no configuration file: it is larger than 1 MB".formatted(whole));
      }
      return bytes;
    } catch (NoSuchFileException e) {
      throw problem(
          0,
          "There is no file %s. Write one (the README shows how), or name another with --config"
              .formatted(whole));
    } catch (AccessDeniedException e) {
      throw problem(
          0,
          "%s may not be read by the user who runs KBSync. Give this user the right to read it"
              .formatted(whole));
    } catch (IOException e) {
      throw problem(0, "%s cannot be read: %s".formatted(whole, e.getMessage()));
    }
  }

  private String decode(byte[] bytes) throws ConfigException {
    if (startsWith(bytes, UTF_16_MARK) || startsWith(bytes, UTF_16_MARK_TURNED)) {
      throw problem(1, "The file is written in UTF-16. Save it as UTF-8");
    }
    int start = startsWith(bytes, UTF_8_MARK) ? UTF_8_MARK.length : 0;
    ByteBuffer in = ByteBuffer.wrap(bytes, start, bytes.length - start);
    CharBuffer out = CharBuffer.allocate(in.remaining());
    CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
    out.flip();
    if (result.isError()) {
      int line = 1 + (int) out.chars().filter(c -> c == '\n').count();
      throw problem(line, "This line is not written in UTF-8 (in GBK?). Save the file as UTF-8");
    }
    return out.toString();
  }

  private static boolean startsWith(byte[] bytes, byte[] mark) {
    return bytes.length >= mark.length
        && ByteBuffer.wrap(bytes, 0, mark.length).equals(ByteBuffer.wrap(mark));
  }

  private ConfigException problem(int line, String message) {
    return ConfigException.of(
        FlatConfig.shownName(file), List.of(new ConfigProblem(line, "", message)));
  }
}
