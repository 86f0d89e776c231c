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

package dev.pusherspring.benchmarks.jmh;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.benchmarks.Frames;
import dev.pusherspring.client.PusherClient;
import dev.pusherspring.event.PusherMessageEvent;
import dev.pusherspring.listener.PusherListener;
import dev.pusherspring.listener.PusherListenerRegistry;
import dev.pusherspring.listener.delivery.EventDelivery;

/**
 * Measures the time per event from the queue to a listener, which receives either single
 * events on its own thread or batches of 500.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class BatchDelivery {

	private static final int EVENTS = 10_000;

	/**
	 * How the listener receives its events.
	 */
	@Param({ "single", "batch" })
	public String listener = "single";

	private @Nullable ConfigurableApplicationContext context;

	private @Nullable EventDelivery delivery;

	private Counter counter = new Batch();

	private PusherMessageEvent[] events = {};

	/**
	 * Start an application with one listener, without connecting.
	 */
	@Setup
	public void prepare() {
		this.counter = "batch".equals(this.listener) ? new Batch() : new Single();
		this.context = new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.properties("pusher.key=key", "pusher.auto-startup=false", "pusher.listener.queue-capacity=" + 4 * EVENTS,
					"logging.level.root=error")
			.initializers((context) -> registerListener((GenericApplicationContext) context))
			.run();
		PusherClient client = this.context.getBean(PusherClient.class);
		this.context.getBean(PusherListenerRegistry.class).startAll(client);
		this.delivery = this.context.getBean(EventDelivery.class);
		this.delivery.start(client);
		JsonMapper mapper = JsonMapper.shared();
		this.events = IntStream.range(0, EVENTS)
			.mapToObj((i) -> new PusherMessageEvent(client, Frames.channel(0), Frames.EVENT, Frames.data(i, "a note"),
					null, mapper))
			.toArray(PusherMessageEvent[]::new);
	}

	private void registerListener(GenericApplicationContext context) {
		if (this.counter instanceof Batch batch) {
			context.registerBean("listener", Batch.class, () -> batch);
		}
		else if (this.counter instanceof Single single) {
			context.registerBean("listener", Single.class, () -> single);
		}
	}

	/**
	 * Close the application.
	 */
	@TearDown
	public void close() {
		if (this.context != null) {
			this.context.close();
		}
	}

	/**
	 * Deliver 10,000 events of one channel.
	 * @throws InterruptedException if the thread is interrupted
	 */
	@Benchmark
	@OperationsPerInvocation(EVENTS)
	public void deliver() throws InterruptedException {
		this.counter.left = EVENTS;
		this.counter.done = new CountDownLatch(1);
		if (this.delivery != null) {
			for (PusherMessageEvent event : this.events) {
				this.delivery.deliver(event);
			}
		}
		this.counter.done.await();
	}

	/**
	 * An application.
	 */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

	/**
	 * Counts the events.
	 */
	abstract static class Counter {

		private volatile CountDownLatch done = new CountDownLatch(1);

		private volatile int left;

		void received(int count) {
			int left = this.left - count;
			this.left = left;
			if (left == 0) {
				this.done.countDown();
			}
		}

	}

	/**
	 * Receives single events.
	 */
	static class Single extends Counter {

		@PusherListener(channels = "market.0000.v2", concurrency = "1")
		void on(String data) {
			received(1);
		}

	}

	/**
	 * Receives batches.
	 */
	static class Batch extends Counter {

		@PusherListener(channels = "market.0000.v2", batch = true, batchMaxSize = "500", batchMaxWait = "10ms")
		void on(List<String> data) {
			received(data.size());
		}

	}

}
