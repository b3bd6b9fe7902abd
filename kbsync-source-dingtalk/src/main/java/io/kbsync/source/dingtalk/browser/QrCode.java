package io.kbsync.source.dingtalk.browser;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import javax.imageio.ImageIO;

/** Draws codes that every reader takes: black on white, nothing else, a quiet border. Pure. */
final class QrCode {

  /** Pixels for each side of a module. */
  static final int SCALE = 8;

  /** The border that the standard asks for, in modules. */
  static final int BORDER = 4;

  private static final Map<EncodeHintType, ?> HINTS =
      Map.of(
          EncodeHintType.MARGIN,
          BORDER,
          EncodeHintType.ERROR_CORRECTION,
          ErrorCorrectionLevel.L,
          EncodeHintType.CHARACTER_SET,
          "UTF-8");

  private QrCode() {}

  /** A PNG of the code for {@code text}. */
  static byte[] png(String text) {
    try {
      BitMatrix modules = new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, 0, 0, HINTS);
      ByteArrayOutputStream png = new ByteArrayOutputStream();
      ImageIO.write(image(modules), "png", png);
      return png.toByteArray();
    } catch (WriterException e) {
      throw new IllegalArgumentException("No code holds this text", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BufferedImage image(BitMatrix modules) {
    int width = modules.getWidth() * SCALE;
    int height = modules.getHeight() * SCALE;
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_BINARY);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, modules.get(x / SCALE, y / SCALE) ? 0x000000 : 0xFFFFFF);
      }
    }
    return image;
  }
}
