package io.kbsync.testkit.dingtalk.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import java.util.Map;
import okio.ByteString;

/** A text as a QR code. */
final class QrPicture {

  private QrPicture() {}

  /** A {@code data:} URI of an SVG picture with a margin of four modules. */
  static String dataUri(String text) {
    BitMatrix modules = modules(text);
    StringBuilder path = new StringBuilder();
    for (int y = 0; y < modules.getHeight(); y++) {
      for (int x = 0; x < modules.getWidth(); x++) {
        if (modules.get(x, y)) {
          path.append("M%d %dh1v1h-1z".formatted(x, y));
        }
      }
    }
    String svg =
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %1$d %1$d'"
            + " shape-rendering='crispEdges'><rect width='%1$d' height='%1$d' fill='#fff'/>"
            + "<path d='%2$s'/></svg>";
    String picture = svg.formatted(modules.getWidth(), path);
    return "data:image/svg+xml;base64," + ByteString.of(picture.getBytes(UTF_8)).base64();
  }

  private static BitMatrix modules(String text) {
    try {
      return new QRCodeWriter()
          .encode(text, BarcodeFormat.QR_CODE, 0, 0, Map.of(EncodeHintType.MARGIN, 4));
    } catch (WriterException tooLong) {
      throw new IllegalArgumentException("Too long for a QR code: " + text.length(), tooLong);
    }
  }
}
