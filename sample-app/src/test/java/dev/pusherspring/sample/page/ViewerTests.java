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

package dev.pusherspring.sample.page;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter.DataWithMediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Viewer}.
 */
class ViewerTests {

	private final Deque<Runnable> tasks = new ArrayDeque<>();

	private final RecordingEmitter emitter = new RecordingEmitter();

	private final List<Viewer> gone = new ArrayList<>();

	private final Viewer viewer = new Viewer(this.emitter, this.tasks::add, this.gone::add);

	@Test
	void messagesGoOutInOrderOnTheExecutor() {
		send(3);
		assertThat(this.emitter.sent).isEmpty();
		assertThat(this.tasks).hasSize(1);
		this.tasks.remove().run();
		assertThat(this.emitter.sent).containsExactly(0, 1, 2);
		this.viewer.send(new LiveMessage("number", 3));
		this.tasks.remove().run();
		assertThat(this.emitter.sent).containsExactly(0, 1, 2, 3);
	}

	@Test
	void oldestMessagesOfAPageThatCannotKeepUpAreDropped() {
		send(Viewer.CAPACITY + 2);
		this.tasks.remove().run();
		assertThat(this.emitter.sent).hasSize(Viewer.CAPACITY).startsWith(2, 3).endsWith(Viewer.CAPACITY + 1);
	}

	@Test
	void responseOfAPageThatIsGoneEnds() {
		this.emitter.broken = true;
		send(2);
		this.tasks.remove().run();
		assertThat(this.emitter.failure).isInstanceOf(IOException.class);
		assertThat(this.tasks).isEmpty();
	}

	@Test
	void responseThatTheWebServerHasEndedIsLeftAlone() {
		this.emitter.broken = true;
		this.emitter.ended = true;
		send(2);
		this.tasks.remove().run();
		assertThat(this.gone).containsExactly(this.viewer);
	}

	@Test
	void pageThatTheWebServerHasEndedDoesNotHinderTheEndOfTheApplication() {
		this.emitter.ended = true;
		this.viewer.end();
		assertThat(this.gone).containsExactly(this.viewer);
	}

	private void send(int count) {
		IntStream.range(0, count).forEach((i) -> this.viewer.send(new LiveMessage("number", i)));
	}

	private static final class RecordingEmitter extends SseEmitter {

		private final List<Object> sent = new ArrayList<>();

		private boolean broken;

		private boolean ended;

		private Throwable failure;

		@Override
		public void send(SseEventBuilder builder) throws IOException {
			if (this.broken) {
				throw new IOException("Broken pipe");
			}
			builder.build()
				.stream()
				.map(DataWithMediaType::getData)
				.filter(Integer.class::isInstance)
				.forEach(this.sent::add);
		}

		@Override
		public void complete() {
			requireNotEnded();
		}

		@Override
		public void completeWithError(Throwable ex) {
			requireNotEnded();
			this.failure = ex;
		}

		private void requireNotEnded() {
			if (this.ended) {
				throw new IllegalStateException("A non-container thread attempted to use the AsyncContext");
			}
		}

	}

}
