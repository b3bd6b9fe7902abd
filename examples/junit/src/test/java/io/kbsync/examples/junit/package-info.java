/** How to test a program against DingTalk and RAGFlow without having either. */
@NullMarked
package io.kbsync.examples.junit;

import org.jspecify.annotations.NullMarked;
