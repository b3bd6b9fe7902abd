package io.kbsync.http;

import java.io.IOException;

/** The proxy answered 407 to the best that we have. */
final class ProxyRefusedException extends IOException {

  ProxyRefusedException() {
    super("the proxy wants a login");
  }
}
