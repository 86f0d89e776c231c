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

package dev.pusherspring.publish;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.core.log.LogMessage;
import org.springframework.core.task.TaskDecorator;
import org.springframework.util.Assert;

import dev.pusherspring.publish.MessageEncoder.Prepared;
import dev.pusherspring.publish.PublishCall.Operation;

/**
 * Default implementation of {@link AsyncPusherOperations}. It uses threads of its own,
 * which exist only while there are events to publish.
 *
 * @since 1.0.0
 */
public class AsyncPusherTemplate implements AsyncPusherOperations, AutoCloseable {

	private static final Log logger = LogFactory.getLog("dev.pusherspring.publish");

	private static final String STOPPED = "publishing has been stopped";

	private static final Duration KEEP_THREADS = Duration.ofSeconds(10);

	private final PusherTemplate template;

	private final Settings settings;

	private final TaskDecorator decorator;

	private final ThreadPoolExecutor executor;

	private final Object monitor = new Object();

	// the last publication of each channel
	private final Map<String, Publication<?>> last = new HashMap<>();

	// publications that are not complete
	private final Set<Publication<?>> pending = new LinkedHashSet<>();

	// threads that publish or run callbacks of callers
	private final Set<Thread> running = new HashSet<>();

	private boolean closed;

	/**
	 * Create a new {@link AsyncPusherTemplate} instance.
	 * @param template the template that publishes
	 * @param settings the settings
	 * @param threads creates the threads
	 * @param decorator propagates the caller's context to the publishing thread, or
	 * {@code null} for none. If it throws an exception, or does not run its task, the
	 * event is not sent, and the future fails
	 */
	public AsyncPusherTemplate(PusherTemplate template, Settings settings, ThreadFactory threads,
			@Nullable TaskDecorator decorator) {
		this.template = template;
		this.settings = settings;
		this.decorator = (decorator != null) ? decorator : (task) -> task;
		this.executor = new ThreadPoolExecutor(settings.concurrency(), settings.concurrency(), KEEP_THREADS.toSeconds(),
				TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
		this.executor.allowCoreThreadTimeOut(true);
	}

	@Override
	public CompletableFuture<Map<String, ChannelInfo>> trigger(PusherMessage message) {
		return trigger(message, Operation.TRIGGER);
	}

	@Override
	public CompletableFuture<Void> sendToUser(String userId, String event, @Nullable Object data) {
		try {
			return trigger(PusherMessage.of(MessageEncoder.userChannel(userId), event, data), Operation.SEND_TO_USER)
				.thenAccept((info) -> {
				});
		}
		catch (PublishException ex) {
			return refused(ex);
		}
	}

	private CompletableFuture<Map<String, ChannelInfo>> trigger(PusherMessage message, Operation operation) {
		Prepared prepared;
		try {
			prepared = this.template.prepare(message, operation);
		}
		catch (PublishException ex) {
			return refused(ex);
		}
		return submit(message.toString(), message.getChannels(), () -> this.template.publish(prepared, operation));
	}

	@Override
	public CompletableFuture<List<ChannelInfo>> triggerBatch(Collection<PusherMessage> messages) {
		List<Prepared> prepared;
		try {
			prepared = this.template.prepareBatch(messages);
		}
		catch (PublishException ex) {
			return refused(ex);
		}
		List<String> channels = prepared.stream().map((each) -> each.message().getChannels().get(0)).toList();
		return submit("A batch of %d events".formatted(prepared.size()), channels,
				() -> this.template.publishBatch(prepared));
	}

	private <T> CompletableFuture<T> submit(String description, Collection<String> channels, Supplier<T> call) {
		Publication<T> publication = new Publication<>(description, Set.copyOf(channels), call);
		Runnable task;
		try {
			task = this.decorator.decorate(publication::run);
		}
		catch (RuntimeException ex) {
			return refused(publication.notSent("the task decorator failed", ex));
		}
		String reason = null;
		CompletableFuture<Void> previous = null;
		synchronized (this.monitor) {
			if (this.closed) {
				reason = STOPPED;
			}
			else if (this.pending.size() >= this.settings.queueCapacity()) {
				reason = "the queue is full with %d publications".formatted(this.settings.queueCapacity());
			}
			else {
				previous = enqueue(publication);
			}
		}
		if (previous == null) {
			return refused(publication.notSent(String.valueOf(reason), null));
		}
		previous.thenRun(() -> start(publication, task));
		return publication.result;
	}

	// never completes exceptionally, so that a failure does not block later publications
	private CompletableFuture<Void> enqueue(Publication<?> publication) {
		this.pending.add(publication);
		CompletableFuture<?>[] previous = publication.channels.stream()
			.map((channel) -> this.last.put(channel, publication))
			.filter((other) -> other != null)
			.distinct()
			.map((other) -> other.done)
			.toArray(CompletableFuture[]::new);
		return CompletableFuture.allOf(previous);
	}

	private void start(Publication<?> publication, Runnable task) {
		try {
			this.executor.execute(() -> run(publication, task));
		}
		catch (RejectedExecutionException ex) {
			publication.abandon(STOPPED, null);
		}
		catch (Throwable ex) {
			publication.abandon("no thread could be started", ex);
		}
	}

	// a publication that never ends would block its channels
	private void run(Publication<?> publication, Runnable task) {
		try {
			task.run();
			publication.abandon("the decorated task did not run it", null);
		}
		catch (Throwable ex) {
			if (!publication.abandon("the decorated task did not run it", ex)) {
				logger.warn("A decorated task failed after publishing", ex);
			}
		}
	}

	private static <T> CompletableFuture<T> refused(PublishException ex) {
		report(ex);
		return CompletableFuture.failedFuture(ex);
	}

	// the caller may ignore the future
	private static void report(PublishException ex) {
		logger.warn(LogMessage.format("Publishing failed: %s", ex.getMessage()));
	}

	/**
	 * Return the number of publications that are not complete.
	 * @return the number of waiting and active calls
	 */
	public int getPending() {
		synchronized (this.monitor) {
			return this.pending.size();
		}
	}

	/**
	 * Return the capacity of the queue.
	 * @return the maximum number of publications
	 */
	public int getCapacity() {
		return this.settings.queueCapacity();
	}

	/**
	 * Return the app.
	 * @return name of the app
	 */
	public String getApp() {
		return this.template.getOptions().getName();
	}

	/**
	 * Accept no further events, and wait for pending publications and callbacks of
	 * callers, within the drain timeout.
	 */
	@Override
	public void close() {
		long deadline = System.nanoTime() + this.settings.drainTimeout().toNanos();
		List<Publication<?>> abandoned;
		synchronized (this.monitor) {
			this.closed = true;
			await(deadline, () -> this.pending.isEmpty());
			this.executor.shutdown();
			await(deadline, this::isIdle);
			abandoned = List.copyOf(this.pending);
		}
		this.executor.shutdownNow();
		abandoned.forEach((publication) -> publication.abandon(STOPPED, null));
	}

	// do not wait for a callback that closes this instance
	private boolean isIdle() {
		return this.running.isEmpty() || this.running.equals(Set.of(Thread.currentThread()));
	}

	private void await(long deadline, BooleanSupplier condition) {
		try {
			for (long left = deadline - System.nanoTime(); left > 0
					&& !condition.getAsBoolean(); left = deadline - System.nanoTime()) {
				TimeUnit.NANOSECONDS.timedWait(this.monitor, Math.max(left, 1_000_000));
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Settings of asynchronous publishing.
	 *
	 * @param concurrency maximum number of threads, and thus of concurrent calls
	 * @param queueCapacity maximum number of waiting and active publications
	 * @param drainTimeout maximum time to wait for them when publishing stops
	 */
	public record Settings(int concurrency, int queueCapacity, Duration drainTimeout) {

		public Settings {
			Assert.isTrue(concurrency > 0, () -> "'concurrency' must be positive but is %d".formatted(concurrency));
			Assert.isTrue(queueCapacity > 0,
					() -> "'queueCapacity' must be positive but is %d".formatted(queueCapacity));
			Assert.isTrue(!drainTimeout.isNegative(),
					() -> "'drainTimeout' must not be negative but is %s".formatted(drainTimeout));
		}

	}

	/**
	 * A call that is made after the previous calls on each of its channels.
	 */
	private final class Publication<T> {

		private final String description;

		private final Set<String> channels;

		private final Supplier<T> call;

		private final CompletableFuture<T> result = new CompletableFuture<>();

		private final CompletableFuture<Void> done = new CompletableFuture<>();

		private boolean started;

		private Publication(String description, Set<String> channels, Supplier<T> call) {
			this.description = description;
			this.channels = channels;
			this.call = call;
		}

		private PublishFailedException notSent(String reason, @Nullable Throwable cause) {
			return new PublishFailedException("%s was not sent, because %s%s".formatted(this.description, reason,
					(cause != null) ? ": " + cause : ""), null, false, cause);
		}

		private void run() {
			synchronized (AsyncPusherTemplate.this.monitor) {
				if (!AsyncPusherTemplate.this.pending.contains(this)) {
					return;
				}
				this.started = true;
				AsyncPusherTemplate.this.running.add(Thread.currentThread());
			}
			try {
				publish();
			}
			finally {
				synchronized (AsyncPusherTemplate.this.monitor) {
					AsyncPusherTemplate.this.running.remove(Thread.currentThread());
					AsyncPusherTemplate.this.monitor.notifyAll();
				}
			}
		}

		private void publish() {
			try {
				T answer = this.call.get();
				leave();
				this.result.complete(answer);
			}
			catch (Throwable ex) {
				end(ex);
			}
		}

		private void end(Throwable ex) {
			leave();
			if (ex instanceof PublishException failure) {
				report(failure);
			}
			else {
				logger.warn(LogMessage.format("Publishing failed for %s", this.description), ex);
			}
			this.result.completeExceptionally(ex);
		}

		// a call that has started reports its own outcome
		private boolean abandon(String reason, @Nullable Throwable cause) {
			synchronized (AsyncPusherTemplate.this.monitor) {
				if (this.started || !AsyncPusherTemplate.this.pending.remove(this)) {
					return false;
				}
			}
			end(notSent(reason, cause));
			return true;
		}

		// before callbacks of the caller, which may take long
		private void leave() {
			synchronized (AsyncPusherTemplate.this.monitor) {
				AsyncPusherTemplate.this.pending.remove(this);
				this.channels.forEach((channel) -> AsyncPusherTemplate.this.last.remove(channel, this));
				AsyncPusherTemplate.this.monitor.notifyAll();
			}
			this.done.complete(null);
		}

	}

}
