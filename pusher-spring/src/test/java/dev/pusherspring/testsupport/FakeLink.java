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

package dev.pusherspring.testsupport;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.pusherspring.client.internal.link.Link;
import dev.pusherspring.client.internal.link.LinkEnd;
import dev.pusherspring.client.internal.link.LinkListener;
import dev.pusherspring.client.internal.protocol.CloseAction;

/**
 * {@link Link} that records what the client does with it, and on which a test plays the
 * server. What the test delivers after the client has closed the link is delivered all
 * the same, as a careless transport would.
 */
public final class FakeLink implements Link {

	private final ManualEventLoop loop;

	private LinkListener listener;

	private final List<String> sent = new ArrayList<>();

	private int pings;

	private @Nullable Integer closeCode;

	private boolean ended;

	private boolean paused;

	private boolean finishing;

	private boolean finishable = true;

	FakeLink(ManualEventLoop loop, LinkListener listener) {
		this.loop = loop;
		this.listener = listener;
	}

	@Override
	public void handOver(LinkListener listener) {
		this.listener = listener;
	}

	@Override
	public void send(String text) {
		this.sent.add(text);
	}

	@Override
	public void ping() {
		this.pings++;
	}

	@Override
	public void close(int code, String reason) {
		this.closeCode = code;
	}

	@Override
	public boolean finish() {
		this.finishing = this.finishable;
		return this.finishing;
	}

	/**
	 * Let the link be one that can be closed only.
	 */
	public void refuseToFinish() {
		this.finishable = false;
	}

	public boolean isFinishing() {
		return this.finishing;
	}

	@Override
	public void pause() {
		this.paused = true;
	}

	@Override
	public void resume() {
		this.paused = false;
	}

	/**
	 * Open the link.
	 */
	public void open() {
		this.loop.call(() -> this.listener.opened());
	}

	/**
	 * Deliver messages from the server.
	 * @param texts texts of the messages
	 */
	public void receive(String... texts) {
		for (String text : texts) {
			receive(text.getBytes(StandardCharsets.UTF_8));
		}
	}

	/**
	 * Deliver a message from the server.
	 * @param bytes the message, whatever it is
	 */
	public void receive(byte[] bytes) {
		this.loop.call(() -> this.listener.received(bytes, 0, bytes.length));
	}

	/**
	 * Tell that a message could not be kept.
	 * @param reason why
	 */
	public void discard(String reason) {
		this.loop.call(() -> this.listener.discarded(reason));
	}

	/**
	 * End the link as if the server had closed it.
	 * @param code the close code
	 * @param reason the text with it
	 */
	public void end(int code, @Nullable String reason) {
		end(new LinkEnd(code, reason, null));
	}

	/**
	 * End the link as if it had broken.
	 */
	public void breakOff() {
		end(CloseAction.ABNORMAL, null);
	}

	/**
	 * End the link.
	 * @param end how it ends
	 */
	public void end(LinkEnd end) {
		this.ended = true;
		this.loop.call(() -> this.listener.ended(end));
	}

	/**
	 * Return what the client has sent since the last call.
	 * @return texts of the messages
	 */
	public List<String> takeSent() {
		List<String> sent = List.copyOf(this.sent);
		this.sent.clear();
		return sent;
	}

	public int getPings() {
		return this.pings;
	}

	public @Nullable Integer getCloseCode() {
		return this.closeCode;
	}

	public boolean isPaused() {
		return this.paused;
	}

	/**
	 * Return whether neither side has ended the link.
	 * @return whether the link is still there
	 */
	public boolean isAlive() {
		return this.closeCode == null && !this.ended;
	}

}
