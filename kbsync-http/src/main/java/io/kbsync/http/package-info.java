/**
 * What both HTTP connectors share. A connector opens one {@link io.kbsync.http.HttpConnector},
 * makes its Retrofit interfaces from it, and sends every call through {@code execute}, which
 * answers with a response or throws a verdict.
 */
@NullMarked
package io.kbsync.http;

import org.jspecify.annotations.NullMarked;
