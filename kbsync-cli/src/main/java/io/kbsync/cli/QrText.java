package io.kbsync.cli;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.EncodeHintType;
import com.google.zxing.MultiFormatReader;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeWriter;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;

/** A code to be scanned, as text: two modules a character, black on white whatever the terminal. */
final class QrText {

  private static final String BLACK_ON_WHITE = "\u001b[30;107m";
  private static final String AS_BEFORE = "\u001b[0m";
  private static final int MARGIN = 2;

  private QrText() {}

  /** The lines of the code in this picture; empty when no code can be read in it. */
  static Optional<List<String>> of(byte[] png) {
    try {
      BufferedImage picture = ImageIO.read(new ByteArrayInputStream(png));
      return picture == null ? Optional.empty() : Optional.of(lines(modules(content(picture))));
    } catch (IOException | NotFoundException | WriterException e) {
      return Optional.empty();
    }
  }

  private static String content(BufferedImage picture) throws NotFoundException {
    int width = picture.getWidth();
    int height = picture.getHeight();
    int[] pixels = picture.getRGB(0, 0, width, height, null, 0, width);
    return new MultiFormatReader()
        .decode(
            new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(width, height, pixels))))
        .getText();
  }

  private static BitMatrix modules(String content) throws WriterException {
    return new QRCodeWriter()
        .encode(content, BarcodeFormat.QR_CODE, 0, 0, Map.of(EncodeHintType.MARGIN, MARGIN));
  }

  private static List<String> lines(BitMatrix modules) {
    List<String> lines = new ArrayList<>();
    for (int y = 0; y < modules.getHeight(); y += 2) {
      StringBuilder line = new StringBuilder(BLACK_ON_WHITE);
      for (int x = 0; x < modules.getWidth(); x++) {
        boolean above = modules.get(x, y);
        boolean below = y + 1 < modules.getHeight() && modules.get(x, y + 1);
        line.append(above ? (below ? '\u2588' : '\u2580') : (below ? '\u2584' : ' '));
      }
      lines.add(line.append(AS_BEFORE).toString());
    }
    return lines;
  }
}
