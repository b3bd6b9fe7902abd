package io.kbsync.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.MultiFormatReader;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeWriter;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class QrTextTest {

  private static final String CONTENT = "https://login.example.com/qr?code=4f1c";
  private static final int SCALE = 4;

  @Test
  void the_printed_code_can_be_scanned() throws Exception {
    List<String> lines = QrText.of(png(CONTENT)).orElseThrow();

    assertThat(scan(lines)).isEqualTo(CONTENT);
  }

  @Test
  void a_picture_without_a_code_is_not_printed() throws Exception {
    assertThat(QrText.of("no picture".getBytes(UTF_8))).isEmpty();
  }

  static byte[] png(String content) throws Exception {
    BitMatrix matrix = new QRCodeWriter().encode(content, BarcodeFormat.QR_CODE, 240, 240);
    BufferedImage image = new BufferedImage(240, 240, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 240; y++) {
      for (int x = 0; x < 240; x++) {
        image.setRGB(x, y, matrix.get(x, y) ? 0x000000 : 0xffffff);
      }
    }
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(image, "png", png);
    return png.toByteArray();
  }

  /** What a phone sees: black where a block is drawn, white elsewhere. */
  private static String scan(List<String> lines) throws Exception {
    List<String> drawn =
        lines.stream().map(line -> line.replaceAll("\\u001b\\[[0-9;]*m", "")).toList();
    int width = drawn.get(0).length() * SCALE;
    int height = drawn.size() * 2 * SCALE;
    int[] pixels = new int[width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        char block = drawn.get(y / SCALE / 2).charAt(x / SCALE);
        boolean upper = y / SCALE % 2 == 0;
        boolean black = block == '\u2588' || block == (upper ? '\u2580' : '\u2584');
        pixels[y * width + x] = black ? 0xff000000 : 0xffffffff;
      }
    }
    return new MultiFormatReader()
        .decode(
            new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(width, height, pixels))))
        .getText();
  }
}
