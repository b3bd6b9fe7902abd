package io.kbsync.source.dingtalk.browser;

import com.microsoft.playwright.PlaywrightException;
import io.kbsync.api.ConnectorException;
import io.kbsync.api.Interaction;
import io.kbsync.api.LaneClosedException;
import io.kbsync.api.PermanentException;
import io.kbsync.source.dingtalk.browser.AccountCheck.Verdict;

/**
 * Whether somebody is logged on in the browser, and the way to it. Only for the browser's thread,
 * but for what says otherwise.
 */
public final class LoginSession {

  private final AlidocsPage page;
  private final AccountCheck account;
  private final LoginDialog dialog;
  private final BrowserGate gate;
  private final WebSide web;
  private final String docsUrl;
  private volatile boolean alive;

  /**
   * @param dialog asks people, when it comes to that
   */
  private LoginSession(
      AlidocsPage page,
      AccountCheck account,
      LoginDialog dialog,
      BrowserGate gate,
      WebSide web,
      String docsUrl) {
    this.page = page;
    this.account = account;
    this.dialog = dialog;
    this.gate = gate;
    this.web = web;
    this.docsUrl = docsUrl;
  }

  /** For one browser. */
  public static LoginSession of(
      BrowserSettings settings,
      AlidocsPage page,
      WebSide web,
      BrowserGate gate,
      Interaction interaction,
      FailureShots shots,
      Organisation organisation) {
    return new LoginSession(
        page,
        new AccountCheck(page, web, settings.userId(), organisation),
        new LoginDialog(page, web.login(), gate, interaction, settings.loginWait(), shots),
        gate,
        web,
        settings.docsUrl());
  }

  /**
   * What the login is for.
   *
   * @param node the id of a node that has to be opened; empty: any page will do
   * @param purpose for people, to follow "A login is needed"
   * @param mayAsk whether people may be asked; a living session is used in any case
   */
  public record Need(String node, String purpose, boolean mayAsk) {}

  /**
   * Returns when somebody is logged on whose documents they are.
   *
   * @throws LaneClosedException when nobody is, and nobody comes
   * @throws PermanentException when nobody is, and nobody may be asked
   */
  public void require(Browser browser, Need need) throws ConnectorException, InterruptedException {
    gate.pass();
    if (alive) {
      return;
    }
    String problem = browser.hasSession() ? look(browser, need) : "";
    if (!alive && !need.mayAsk()) {
      throw PermanentException.needsLogin("nobody is logged on to DingTalk's web documents");
    } else if (!alive) {
      ask(browser, need, problem);
    }
    browser.saveSession();
  }

  /** Whether the session that was saved still lives; what is wrong with its account. */
  private String look(Browser browser, Need need) throws ConnectorException, InterruptedException {
    page.open(browser.tab(), address(need));
    return isAlive(browser.tab()) ? accepted(browser, need) : "";
  }

  private void ask(Browser browser, Need need, String before)
      throws ConnectorException, InterruptedException {
    String problem = before;
    while (!alive) {
      String purpose = problem.isEmpty() ? need.purpose() : problem + " " + need.purpose();
      dialog.logOn(browser, address(need), purpose, () -> isAlive(browser.tab()));
      problem = accepted(browser, need);
    }
  }

  /** Empty when the account is the right one; else what is wrong, and it is logged off. */
  private String accepted(Browser browser, Need need)
      throws ConnectorException, InterruptedException {
    Verdict verdict = account.of(browser.tab(), need.node());
    alive = verdict.isAccepted();
    if (!alive) {
      browser.forgetSession();
      page.open(browser.tab(), address(need));
    }
    return verdict.problem();
  }

  /** Whether somebody was logged on when that was last seen. From any thread. */
  public boolean isKnownAlive() {
    return alive;
  }

  /** The page's answers led to the login: it has to be looked at again. */
  public void ended() {
    alive = false;
  }

  private String address(Need need) {
    return need.node().isEmpty() ? docsUrl + web.endpoint("home") : page.nodeAddress(need.node());
  }

  private boolean isAlive(Tab tab) throws ConnectorException, InterruptedException {
    if (!page.isInside(tab)) {
      return false;
    }
    try {
      WebRequest probe = WebRequest.post("the access token", web.endpoint("token"), "{}");
      return page.ask(tab, probe).text("accessToken").isPresent();
    } catch (SessionOverException | StepFailedException e) {
      return false;
    } catch (PlaywrightException e) {
      // the page was just leaving
      return false;
    }
  }
}
