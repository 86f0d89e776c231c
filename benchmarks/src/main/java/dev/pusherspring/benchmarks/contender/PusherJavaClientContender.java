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

package dev.pusherspring.benchmarks.contender;

import java.util.concurrent.CountDownLatch;

import com.pusher.client.Pusher;
import com.pusher.client.PusherOptions;
import com.pusher.client.channel.PrivateChannelEventListener;
import com.pusher.client.channel.PusherEvent;
import com.pusher.client.connection.ConnectionEventListener;
import com.pusher.client.connection.ConnectionState;
import com.pusher.client.connection.ConnectionStateChange;
import com.pusher.client.util.HttpChannelAuthorizer;
import org.jspecify.annotations.Nullable;

import dev.pusherspring.benchmarks.Frames;

/**
 * The official Java client of Pusher, with default settings.
 */
final class PusherJavaClientContender implements Contender {

	private @Nullable Pusher pusher;

	private @Nullable Listener listener;

	@Override
	public void connect(Target target, Sink sink) throws InterruptedException {
		PusherOptions options = new PusherOptions().setHost("localhost")
			.setWsPort(target.port())
			.setWssPort(target.tlsPort())
			.setUseTLS(target.tls())
			.setChannelAuthorizer(new HttpChannelAuthorizer(target.authEndpoint()));
		this.listener = new Listener(sink);
		this.pusher = new Pusher("key", options);
		CountDownLatch connected = new CountDownLatch(1);
		this.pusher.connect(new ConnectionEventListener() {

			@Override
			public void onConnectionStateChange(ConnectionStateChange change) {
				if (change.getCurrentState() == ConnectionState.CONNECTED) {
					connected.countDown();
				}
			}

			@Override
			public void onError(String message, String code, Exception ex) {
			}

		}, ConnectionState.ALL);
		connected.await();
	}

	@Override
	public void subscribe(String channel) {
		if (this.pusher == null) {
			return;
		}
		if (channel.startsWith("private-")) {
			this.pusher.subscribePrivate(channel, this.listener, Frames.EVENT);
		}
		else {
			this.pusher.subscribe(channel, this.listener, Frames.EVENT);
		}
	}

	/**
	 * One listener for all channels.
	 */
	private static final class Listener implements PrivateChannelEventListener {

		private final Sink sink;

		private Listener(Sink sink) {
			this.sink = sink;
		}

		@Override
		public void onEvent(PusherEvent event) {
			this.sink.event(event.getData());
		}

		@Override
		public void onSubscriptionSucceeded(String channelName) {
			this.sink.subscribed();
		}

		@Override
		public void onAuthenticationFailure(String message, Exception ex) {
			throw new IllegalStateException(message, ex);
		}

	}

}
