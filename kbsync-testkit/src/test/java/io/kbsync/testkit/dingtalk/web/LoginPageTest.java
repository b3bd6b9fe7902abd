package io.kbsync.testkit.dingtalk.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import io.kbsync.testkit.dingtalk.Block;
import io.kbsync.testkit.dingtalk.Entry;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

final class LoginPageTest extends BrowserTestCase {

  @Test
  void a_scan_of_the_picture_logs_in_and_a_saved_session_does_so_without_a_scan() throws Exception {
    Entry document = base.root().addDocument("欢迎", Block.paragraph("你好"));
    page.navigate(url(document));
    assertThat(page.title()).isEqualTo("钉钉统一身份认证");
    assertThat(page.url()).startsWith(web.loginUrl() + "/oauth2/challenge.htm?redirect_uri=");
    Locator panel = page.locator(".app-qr-login-page:visible");
    panel.locator(".base-comp-check-box-rememberme-box").click();
    assertThat(panel.locator(".base-comp-check-box-rememberme-box i").getAttribute("class"))
        .endsWith("checkbox-done");
    web.scan(decoded(panel.locator("div.module-qrcode-code")), web.user());
    page.waitForURL(url(document));
    page.locator("#wiki-doc-iframe").waitFor();
    assertThat(context.cookies(dingTalk.docsUrl()))
        .extracting(cookie -> cookie.name)
        .contains("doc_atoken", "XSRF-TOKEN", "account", "portal_corp_id");
    assertThat(sessionCookie(context).expires).isPositive();

    Path state = folder.resolve("state.json");
    context.storageState(new BrowserContext.StorageStateOptions().setPath(state));
    try (BrowserContext later = chrome.open(state)) {
      Page again = later.newPage();
      again.navigate(url(document));
      again.locator("#wiki-doc-iframe").waitFor();
      assertThat(
              again.evaluate(
                  "async () => (await (await fetch('/portal/api/v1/token/getAccessToken',"
                      + "{method: 'POST'})).json()).isSuccess"))
          .isEqualTo(true);
      web.endSessions();
      again.navigate(url(document));
      assertThat(again.title()).isEqualTo("钉钉统一身份认证");
    }
  }

  @Test
  void a_login_that_is_not_to_be_kept_ends_with_the_browser() {
    logIn(base.root());
    assertThat(sessionCookie(context).expires).isNegative();
  }

  @Test
  void an_expired_code_can_be_refreshed() throws Exception {
    page.navigate(url(base.root()));
    Locator panel = page.locator(".app-qr-login-page:visible");
    String first = decoded(panel.locator("div.module-qrcode-code"));
    web.expireCodes();
    panel.locator(".module-qrcode-refresh").click();
    panel.locator(".module-qrcode-refresh").waitFor(hidden());
    assertThat(decoded(panel.locator("div.module-qrcode-code"))).isNotEqualTo(first);
    web.scan(web.user());
    page.waitForURL(url(base.root()));
  }

  private Cookie sessionCookie(BrowserContext browser) {
    return browser.cookies(dingTalk.docsUrl()).stream()
        .filter(cookie -> cookie.name.equals("doc_atoken"))
        .findFirst()
        .orElseThrow();
  }

  private static String decoded(Locator qrCode) throws Exception {
    qrCode.locator("img[src]").waitFor();
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(qrCode.screenshot()));
    int width = image.getWidth();
    int height = image.getHeight();
    int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
    return new QRCodeReader()
        .decode(
            new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(width, height, pixels))))
        .getText();
  }
}
