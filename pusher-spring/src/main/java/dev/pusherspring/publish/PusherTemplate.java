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

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.util.Assert;
import org.springframework.web.util.UriUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.pusherspring.publish.MessageEncoder.Prepared;
import dev.pusherspring.publish.PublishCall.Operation;
import dev.pusherspring.publish.wire.ApiAnswer;
import dev.pusherspring.publish.wire.EventBody;

/**
 * Default implementation of {@link PusherOperations}, based on a
 * {@link ClientHttpRequestFactory}. This class is thread-safe if the factory is.
 *
 * @since 1.0.0
 */
public class PusherTemplate implements PusherOperations {

	private static final byte[] NO_BODY = {};

	// soketi requires a body
	private static final byte[] EMPTY_OBJECT = { '{', '}' };

	private final PublishOptions options;

	private final MessageEncoder encoder;

	private final ApiCalls calls;

	private final List<PublishInterceptor> interceptors;

	/**
	 * Create a new {@link PusherTemplate} instance.
	 * @param options the options
	 * @param requestFactory the factory for requests. It must neither follow redirects
	 * nor retry requests
	 * @param jsonMapper converts data that is not a string
	 */
	public PusherTemplate(PublishOptions options, ClientHttpRequestFactory requestFactory, JsonMapper jsonMapper) {
		this(options, requestFactory, jsonMapper, List.of());
	}

	/**
	 * Create a new {@link PusherTemplate} instance.
	 * @param options the options
	 * @param requestFactory the factory for requests. It must neither follow redirects
	 * nor retry requests
	 * @param jsonMapper converts data that is not a string
	 * @param interceptors the interceptors, the outermost one first
	 */
	public PusherTemplate(PublishOptions options, ClientHttpRequestFactory requestFactory, JsonMapper jsonMapper,
			List<PublishInterceptor> interceptors) {
		this(options, requestFactory, jsonMapper, interceptors, InstantSource.system());
	}

	PusherTemplate(PublishOptions options, ClientHttpRequestFactory requestFactory, JsonMapper jsonMapper,
			List<PublishInterceptor> interceptors, InstantSource clock) {
		Assert.notNull(options, "'options' must not be null");
		Assert.notNull(requestFactory, "'requestFactory' must not be null");
		Assert.notNull(jsonMapper, "'jsonMapper' must not be null");
		this.options = options;
		this.encoder = new MessageEncoder(options, jsonMapper);
		this.calls = new ApiCalls(options, requestFactory, clock);
		this.interceptors = List.copyOf(interceptors);
	}

	/**
	 * Return the options.
	 * @return the options
	 */
	public PublishOptions getOptions() {
		return this.options;
	}

	@Override
	public Map<String, ChannelInfo> trigger(PusherMessage message) {
		return trigger(message, Operation.TRIGGER);
	}

	@Override
	public void sendToUser(String userId, String event, @Nullable Object data) {
		trigger(PusherMessage.of(MessageEncoder.userChannel(userId), event, data), Operation.SEND_TO_USER);
	}

	private Map<String, ChannelInfo> trigger(PusherMessage message, Operation operation) {
		return publish(prepare(message, operation), operation);
	}

	Prepared prepare(PusherMessage message, Operation operation) {
		return this.encoder.prepare(message, operation);
	}

	Map<String, ChannelInfo> publish(Prepared prepared, Operation operation) {
		PusherMessage message = prepared.message();
		PublishCall call = call(operation, (operation == Operation.SEND_TO_USER) ? List.of() : message.getChannels(),
				message.getEvent(), 1);
		return intercept(call, () -> {
			EventBody event = this.encoder.complete(prepared, call.getTraceContext());
			ApiAnswer answer = this.calls.make(call, HttpMethod.POST, "/events", Map.of(), event.toBytes(),
					List.of(event.data()));
			return message.getInfo().isEmpty() ? Map.of() : infos(answer.body().path("channels"));
		});
	}

	@Override
	public List<ChannelInfo> triggerBatch(Collection<PusherMessage> messages) {
		return publishBatch(prepareBatch(messages));
	}

	List<Prepared> prepareBatch(Collection<PusherMessage> messages) {
		return messages.stream().map((message) -> prepare(message, Operation.BATCH)).toList();
	}

	List<ChannelInfo> publishBatch(List<Prepared> messages) {
		int size = this.options.getLimits().batch();
		List<ChannelInfo> infos = new ArrayList<>();
		for (int from = 0; from < messages.size(); from += size) {
			try {
				infos.addAll(publishPart(messages.subList(from, Math.min(from + size, messages.size()))));
			}
			catch (PublishException ex) {
				throw ex.withPublished(from);
			}
		}
		return messages.stream().allMatch((prepared) -> prepared.message().getInfo().isEmpty()) ? List.of() : infos;
	}

	private List<ChannelInfo> publishPart(List<Prepared> messages) {
		List<String> channels = messages.stream()
			.map((prepared) -> prepared.message().getChannels().get(0))
			.distinct()
			.toList();
		PublishCall call = call(Operation.BATCH, channels, null, messages.size());
		return intercept(call, () -> {
			List<EventBody> events = messages.stream()
				.map((prepared) -> this.encoder.complete(prepared, call.getTraceContext()))
				.toList();
			ApiAnswer answer = this.calls.make(call, HttpMethod.POST, "/batch_events", Map.of(),
					EventBody.toBytes(events), events.stream().map(EventBody::data).toList());
			JsonNode batch = answer.body().path("batch");
			return IntStream.range(0, messages.size()).mapToObj((i) -> ChannelInfo.read(batch.path(i))).toList();
		});
	}

	@Override
	public Map<String, ChannelInfo> getChannels(@Nullable String prefix, ChannelAttribute... attributes) {
		Map<String, String> parameters = parameters(attributes);
		if (prefix != null) {
			parameters.put("filter_by_prefix", prefix);
		}
		PublishCall call = call(Operation.CHANNELS, List.of(), null, 0);
		return intercept(call, () -> infos(get(call, "/channels", parameters).path("channels")));
	}

	@Override
	public ChannelInfo getChannel(String channel, ChannelAttribute... attributes) {
		PublishCall call = call(Operation.CHANNEL, List.of(MessageEncoder.checkChannel(channel)), null, 0);
		return intercept(call,
				() -> ChannelInfo.read(get(call, "/channels/" + segment(channel), parameters(attributes))));
	}

	@Override
	public List<String> getUsers(String channel) {
		PublishCall call = call(Operation.USERS, List.of(MessageEncoder.checkChannel(channel)), null, 0);
		return intercept(call,
				() -> get(call, "/channels/" + segment(channel) + "/users", Map.of()).path("users")
					.valueStream()
					.map((user) -> user.path("id").asString(""))
					.toList());
	}

	@Override
	public void terminateConnections(String userId) {
		Assert.hasText(userId, "'userId' must not be empty");
		PublishCall call = call(Operation.TERMINATE, List.of(), null, 0);
		intercept(call, () -> this.calls.make(call, HttpMethod.POST,
				"/users/" + segment(userId) + "/terminate_connections", Map.of(), EMPTY_OBJECT, List.of()));
	}

	private JsonNode get(PublishCall call, String resource, Map<String, String> parameters) {
		return this.calls.make(call, HttpMethod.GET, resource, parameters, NO_BODY, List.of()).body();
	}

	private PublishCall call(Operation operation, List<String> channels, @Nullable String event, int messages) {
		return new PublishCall(this.options.getName(), operation, channels, event, messages);
	}

	private <T> T intercept(PublishCall call, Supplier<T> proceed) {
		Supplier<T> all = proceed;
		for (int i = this.interceptors.size() - 1; i >= 0; i--) {
			PublishInterceptor interceptor = this.interceptors.get(i);
			Supplier<T> inner = all;
			all = () -> interceptor.intercept(call, inner);
		}
		return all.get();
	}

	private static Map<String, String> parameters(ChannelAttribute... attributes) {
		Map<String, String> parameters = new TreeMap<>();
		if (attributes.length > 0) {
			parameters.put("info",
					Arrays.stream(attributes).map(ChannelAttribute::getParameter).collect(Collectors.joining(",")));
		}
		return parameters;
	}

	private static Map<String, ChannelInfo> infos(JsonNode channels) {
		Map<String, ChannelInfo> infos = new LinkedHashMap<>();
		channels.propertyStream().forEach((entry) -> infos.put(entry.getKey(), ChannelInfo.read(entry.getValue())));
		return infos;
	}

	private static String segment(String name) {
		return UriUtils.encodePathSegment(name, StandardCharsets.UTF_8);
	}

}
