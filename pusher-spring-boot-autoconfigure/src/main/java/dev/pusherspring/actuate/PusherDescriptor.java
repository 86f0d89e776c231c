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

package dev.pusherspring.actuate;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * Description of all apps and listeners.
 *
 * @param apps the apps by name
 * @param listeners the listener methods
 * @param leads numbers of the partitions that this instance leads, or {@code null} if
 * channels are not divided among instances
 * @since 1.0.0
 */
public record PusherDescriptor(Map<String, AppDescriptor> apps, List<ListenerDescriptor> listeners,
		@Nullable List<Integer> leads) implements OperationResponseBody {

}
