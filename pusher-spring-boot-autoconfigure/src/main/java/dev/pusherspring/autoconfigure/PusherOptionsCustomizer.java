package dev.pusherspring.autoconfigure;

import dev.pusherspring.client.PusherOptions;

/**
 * Callback interface that can be implemented by beans wishing to change the options of
 * the auto-configured client.
 *
 * @since 1.0.0
 */
@FunctionalInterface
public interface PusherOptionsCustomizer {

	/**
	 * Customize the options.
	 * @param builder the builder to customize
	 */
	void customize(PusherOptions.Builder builder);

}
