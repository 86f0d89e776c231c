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

package dev.pusherspring.smoke.bridges;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.springframework.boot.convert.DurationStyle;
import org.springframework.context.ConfigurableApplicationContext;

import dev.pusherspring.client.PusherClient;
import dev.pusherspring.listener.delivery.DeliveryStatistics;
import dev.pusherspring.listener.delivery.EventDelivery;
import dev.pusherspring.publish.PusherOperations;
import dev.pusherspring.smoke.support.LaunchedApplication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What happens to an application with bridges when their broker stops for a while and
 * events keep coming. {@code -Dbridge.outage=60s} lets it take as long.
 */
final class StoppedBroker {

	private static final Duration TIMEOUT = Duration.ofSeconds(60);

	private static final Duration OUTAGE = DurationStyle.detectAndParse(System.getProperty("bridge.outage", "5s"));

	private static final int CAPACITY = 300;

	private static final long MEGABYTE = 1024 * 1024;

	private StoppedBroker() {
	}

	/**
	 * Run an application while its broker stops.
	 * @param broker the broker
	 * @param eventsPerSecond rate of events in all
	 * @param channels channels that the bridges hand over, as topics or queues of the
	 * same name
	 * @param bridges the bridges
	 * @param properties properties of the application
	 */
	static void losesNothing(Broker broker, int eventsPerSecond, List<String> channels, List<Class<?>> bridges,
			String... properties) throws Exception {
		assertThat(OUTAGE).as("an outage in which silence is noticed").isGreaterThan(ChannelsServer.LONGEST_SILENCE);
		try (LaunchedApplication server = ChannelsServer.launch();
				ConfigurableApplicationContext context = application(server.awaitLine("port "), bridges, properties)) {
			PusherClient client = context.getBean(PusherClient.class);
			EventDelivery delivery = context.getBean(EventDelivery.class);
			channels.forEach(
					(channel) -> await().atMost(TIMEOUT).until(() -> BridgeApplication.isSubscribed(context, channel)));
			String socketId = client.getConnectionInfo().socketId();
			int published;
			int meanwhile;
			long growth;
			try (Publisher publisher = Publisher.start(context.getBean(PusherOperations.class), channels,
					eventsPerSecond)) {
				await().atMost(TIMEOUT).until(() -> delivery.getStatistics().delivered() > eventsPerSecond);
				broker.stop();
				await().atMost(TIMEOUT).until(delivery::isReadingPaused);
				int before = publisher.published();
				long heap = heap();
				await().during(OUTAGE)
					.atMost(OUTAGE.plus(TIMEOUT))
					.until(() -> delivery.getQueued() <= CAPACITY + channels.size());
				await().atMost(TIMEOUT).until(delivery::isReadingPaused);
				growth = heap() - heap;
				meanwhile = publisher.published() - before;
				broker.start();
				long delivered = delivery.getStatistics().delivered();
				await().atMost(TIMEOUT).until(() -> delivery.getStatistics().delivered() > delivered + CAPACITY);
				published = awaitFurther(publisher);
			}
			await().atMost(TIMEOUT.plus(OUTAGE.multipliedBy(5)))
				.until(() -> delivery.getStatistics().delivered() >= (long) published * channels.size());
			DeliveryStatistics statistics = delivery.getStatistics();
			System.out.printf("%s: %d events on each of %s, %d of them during an outage of %s; heap grew by %d KB%n",
					broker.getClass().getSimpleName(), published, channels, meanwhile, OUTAGE, growth / 1024);
			assertThat(statistics.dropped()).isZero();
			assertThat(statistics.failed()).isZero();
			assertThat(context.getBean(Disturbances.class).events()).isEmpty();
			assertThat(client.getConnectionInfo().socketId()).isEqualTo(socketId);
			assertThat(growth).isLessThan(16 * MEGABYTE);
			channels.forEach((channel) -> assertComplete(channel, broker.read(channel, published, TIMEOUT), published));
		}
	}

	private static ConfigurableApplicationContext application(String port, List<Class<?>> bridges,
			String... properties) {
		List<Class<?>> sources = new ArrayList<>(bridges);
		sources.add(Disturbances.class);
		List<String> all = new ArrayList<>(List.of(properties));
		all.add("pusher.listener.queue-capacity=" + CAPACITY);
		return BridgeApplication.run(port, sources, all.toArray(String[]::new));
	}

	private static int awaitFurther(Publisher publisher) {
		int now = publisher.published();
		await().atMost(TIMEOUT).until(() -> publisher.published() > now);
		publisher.close();
		return publisher.published();
	}

	private static void assertComplete(String name, List<String> messages, int published) {
		List<Integer> numbers = messages.stream().map(Publisher::number).toList();
		System.out.printf("  %s: %d messages more than events%n", name, numbers.size() - published);
		// a repetition comes later than the first time
		assertThat(numbers.stream().distinct()).as(name)
			.containsExactlyElementsOf(IntStream.rangeClosed(1, published).boxed().toList());
	}

	private static long heap() {
		ManagementFactory.getMemoryMXBean().gc();
		return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
	}

}
