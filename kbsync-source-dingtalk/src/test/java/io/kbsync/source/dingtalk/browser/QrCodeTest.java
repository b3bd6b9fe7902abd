package io.kbsync.source.dingtalk.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class QrCodeTest {

  @Test
  void what_is_drawn_can_be_read() {
    String text = "https://login.dingtalk.com/action/login?code=0123456789abcdef";
    assertThat(QrReader.read(QrCode.png(text))).contains(text);
  }

  @Test
  void no_code_is_unlucky() {
    Random random = new Random(20261124);
    for (int i = 0; i < 300; i++) {
      String text =
          "https://login.dingtalk.com/action/login?code=" + Long.toHexString(random.nextLong());
      assertThat(QrReader.read(QrCode.png(text))).contains(text);
    }
  }

  @Test
  void every_module_is_a_square_within_a_quiet_border() throws Exception {
    var image = ImageIO.read(new ByteArrayInputStream(QrCode.png("x")));
    assertThat(image.getWidth()).isEqualTo((21 + 2 * QrCode.BORDER) * QrCode.SCALE);
    assertThat(image.getRGB(0, 0)).isEqualTo(0xFFFFFFFF);
    int first = QrCode.BORDER * QrCode.SCALE;
    assertThat(image.getRGB(first, first)).isEqualTo(0xFF000000);
    assertThat(image.getRGB(first - 1, first)).isEqualTo(0xFFFFFFFF);
  }

  @Test
  void what_is_no_code_reads_as_nothing() {
    assertThat(QrReader.read(new byte[] {1, 2, 3})).isEmpty();
  }
}
