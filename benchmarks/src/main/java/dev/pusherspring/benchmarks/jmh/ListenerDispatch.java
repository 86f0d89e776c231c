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

import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
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
import dev.pusherspring.listener.delivery.ApplicationEventListeners;
import dev.pusherspring.listener.delivery.EventDispatcher;

/**
 * Measures the dispatch of an event to the only matching listener among many listeners,
 * each with its own channel.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ListenerDispatch {

	/**
	 * Number of listeners.
	 */
	@Param({ "1", "100", "1000" })
	public int listeners;

	private @Nullable ConfigurableApplicationContext context;

	private @Nullable EventDispatcher dispatcher;

	private PusherMessageEvent[] events = {};

	private int next;

	/**
	 * Start an application with this number of listeners, without connecting.
	 */
	@Setup
	public void prepare() {
		this.context = new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.properties("pusher.key=key", "pusher.auto-startup=false", "logging.level.root=error")
			.initializers((context) -> registerListeners((GenericApplicationContext) context))
			.run();
		PusherClient client = this.context.getBean(PusherClient.class);
		PusherListenerRegistry registry = this.context.getBean(PusherListenerRegistry.class);
		registry.startAll(client);
		this.dispatcher = new EventDispatcher(registry, this.context.getBean(ApplicationEventListeners.class), null);
		JsonMapper mapper = JsonMapper.shared();
		this.events = IntStream.range(0, this.listeners)
			.mapToObj((i) -> new PusherMessageEvent(client, Frames.channel(i), Frames.EVENT, Frames.data(i, "a note"),
					null, mapper))
			.toArray(PusherMessageEvent[]::new);
	}

	private void registerListeners(GenericApplicationContext context) {
		context.registerBean("channels", Channels.class, Channels::new);
		for (int i = 0; i < this.listeners; i++) {
			context.registerBean("listener" + i, Listener.class, Listener::new);
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
	 * Dispatch an event to each listener in turn.
	 */
	@Benchmark
	public void dispatch() {
		this.next = (this.next + 1 < this.events.length) ? this.next + 1 : 0;
		if (this.dispatcher != null) {
			this.dispatcher.accept(this.events[this.next]);
		}
	}

	/**
	 * An application.
	 */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

	/**
	 * Provides a channel for each listener.
	 */
	public static class Channels {

		private int next;

		/**
		 * Return the name of an unused channel.
		 * @return the name
		 */
		public String next() {
			return Frames.channel(this.next++);
		}

	}

	/**
	 * A listener.
	 */
	static class Listener {

		private int length;

		@PusherListener(channels = "#{@channels.next()}")
		void on(String data) {
			this.length += data.length();
		}

	}

}
