/**
 * DingTalk as a source: Drive spaces and knowledge bases, read through the Open API of one
 * application on behalf of one user. Only the factory is public.
 *
 * <p>The way of a file: {@code Scopes} offers roots, {@code TreeListing} walks one of them, {@code
 * FileDownloads} and {@code OnlineDocuments} bring its content, {@code Presences} is asked before
 * anything is removed. All of them speak to DingTalk through {@code DingTalkClient}. What that does
 * not give comes by {@code BrowserWay}, with the packages {@code export} and {@code browser}.
 */
@NullMarked
package io.kbsync.source.dingtalk;

import org.jspecify.annotations.NullMarked;
