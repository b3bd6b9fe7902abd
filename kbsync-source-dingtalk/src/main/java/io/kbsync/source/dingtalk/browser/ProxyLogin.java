package io.kbsync.source.dingtalk.browser;

import io.kbsync.api.config.Secret;
import java.util.Optional;

/**
 * What the browser's connections go through.
 *
 * @param server {@code http://host:port}
 * @param user for a proxy that asks for a login
 */
public record ProxyLogin(String server, Optional<String> user, Optional<Secret> password) {}
