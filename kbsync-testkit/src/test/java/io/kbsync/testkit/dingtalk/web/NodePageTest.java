package io.kbsync.testkit.dingtalk.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.FrameLocator;
import io.kbsync.testkit.dingtalk.Entry;
import org.junit.jupiter.api.Test;

final class NodePageTest extends BrowserTestCase {

  @Test
  void the_submenu_closes_when_the_pointer_leaves() {
    Entry document = base.root().addDocument("周报");
    logIn(document);
    FrameLocator frame = page.frameLocator("#wiki-doc-iframe");
    frame.locator(MORE).click();
    frame.locator("[data-role='operationBar_export']").hover();
    frame.locator("[data-item-key='exportAsWord']").waitFor();
    frame.locator("main").hover();
    frame.locator("[data-item-key='exportAsWord']").waitFor(hidden());
  }

  @Test
  void pages_tell_why_nothing_can_be_had() {
    Entry document = base.root().addDocument("秘密");
    logIn(document);
    web.quirks().block(document.uuid());
    page.navigate(url(document));
    FrameLocator frame = page.frameLocator("#wiki-doc-iframe");
    frame.locator(MORE).click();
    frame.locator("[data-item-key='export']").hover();
    assertThat(frame.locator("[data-item-key='exportAsWord']").getAttribute("class"))
        .endsWith("-disabled");

    web.quirks().failLoading(document.uuid(), 1);
    page.navigate(url(document));
    frame.getByText("立即刷新").click();
    frame.locator(MORE).waitFor();

    document.deny();
    page.navigate(url(document));
    assertThat(page.locator("[data-item-key='apply-title-view']").textContent())
        .isEqualTo("暂无权限访问");

    web.quirks().set(WebQuirks.Switch.CAPTCHA, true);
    page.navigate(url(document));
    assertThat(page.title()).isEqualTo("验证码拦截");
  }

  @Test
  void a_redesign_leaves_nothing_of_the_menus_as_it_was() {
    Entry document = base.root().addDocument("周报");
    logIn(document);
    web.quirks().dropMenuEntry("docx");
    web.quirks().rename("下载到本地");
    page.navigate(url(document));
    FrameLocator frame = page.frameLocator("#wiki-doc-iframe");
    frame.locator(MORE).click();
    assertThat(frame.getByText("下载到本地").count()).isZero();
    frame.locator("[data-item-key='export']").hover();
    frame.getByText("Markdown(.md)").waitFor();
    assertThat(frame.getByText("Word(.docx)").count()).isZero();

    web.quirks().set(WebQuirks.Switch.REDESIGNED, true);
    page.navigate(url(document));
    frame.locator(".doc-header button").last().click();
    assertThat(frame.locator("[data-testid], [data-role], [data-item-key], ._more16").count())
        .isZero();
    assertThat(frame.locator(".wd3-listitem").first().textContent().strip()).isEqualTo("新菜单");
  }
}
