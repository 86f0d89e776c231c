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

package dev.pusherspring.embedded.hub;

import java.util.ArrayList;
import java.util.List;

import dev.pusherspring.embedded.protocol.ServerFrame;

/**
 * A link that remembers what went over it.
 */
final class RecordedLink implements Link {

	private final List<String> frames = new ArrayList<>();

	private int closeCode;

	/**
	 * Take what has been sent since the last time.
	 * @return the frames
	 */
	List<String> take() {
		List<String> taken = List.copyOf(this.frames);
		this.frames.clear();
		return taken;
	}

	int closeCode() {
		return this.closeCode;
	}

	@Override
	public String transport() {
		return "ws";
	}

	@Override
	public void send(ServerFrame frame) {
		this.frames.add(frame.text());
	}

	@Override
	public void sendBytes(byte[] bytes) {
		throw new UnsupportedOperationException();
	}

	@Override
	public void close(int code, String reason) {
		this.closeCode = code;
	}

	@Override
	public void drop() {
		throw new UnsupportedOperationException();
	}

	@Override
	public void whenDelivered(Runnable action) {
		action.run();
	}

}
