package io.kbsync.testkit.dingtalk;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.imageio.ImageIO;

/** A picture of a text: bars as long as its bytes say, so that another text is another picture. */
final class Picture {

  private static final int BAR = 8;

  private Picture() {}

  /**
   * @param format png or jpg
   */
  static byte[] of(List<String> lines, String format) {
    byte[] text = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    BufferedImage image =
        new BufferedImage(256, BAR * (text.length + 2), BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = image.createGraphics();
    pen.setColor(Color.WHITE);
    pen.fillRect(0, 0, image.getWidth(), image.getHeight());
    pen.setColor(Color.BLUE);
    for (int i = 0; i < text.length; i++) {
      pen.fillRect(0, BAR * (i + 1), Byte.toUnsignedInt(text[i]), BAR - 2);
    }
    pen.dispose();
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      ImageIO.write(image, format, bytes);
      return bytes.toByteArray();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
