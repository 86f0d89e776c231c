/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package dev.pusherspring.client.internal.link.spring;

import java.util.concurrent.TimeUnit;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.FastThreadLocalThread;
import org.jspecify.annotations.Nullable;

/**
 * The one thread of Netty that a client has while it has a socket. It comes with the
 * first and goes with the last, so that it needs no shutdown.
 */
final class NettyThread {

	static final String NAME = "pusher-netty";

	// so long tasks are taken from who has not yet heard that the socket is closed
	private static final long QUIET_MILLIS = 100;

	private static final long SHUTDOWN_MILLIS = 2000;

	private @Nullable EventLoopGroup current;

	private int users;

	/**
	 * Return the thread for a socket.
	 * @return the thread, until {@link #release()}
	 */
	synchronized EventLoopGroup acquire() {
		EventLoopGroup group = this.current;
		if (group == null) {
			group = new SingleThreadIoEventLoop(null, NettyThread::newThread, NioIoHandler.newFactory());
			this.current = group;
		}
		this.users++;
		return group;
	}

	/**
	 * Say that a socket is closed.
	 */
	synchronized void release() {
		this.users--;
		if (this.users == 0 && this.current != null) {
			this.current.shutdownGracefully(QUIET_MILLIS, SHUTDOWN_MILLIS, TimeUnit.MILLISECONDS);
			this.current = null;
		}
	}

	private static Thread newThread(Runnable task) {
		Thread thread = new FastThreadLocalThread(task, NAME);
		thread.setDaemon(true);
		return thread;
	}

}
