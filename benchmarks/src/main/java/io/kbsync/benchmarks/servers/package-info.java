/** The process of the servers: DingTalk, RAGFlow, and a store for rclone. */
@NullMarked
package io.kbsync.benchmarks.servers;

import org.jspecify.annotations.NullMarked;
