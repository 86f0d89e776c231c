package dev.pusherspring.autoconfigure;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when the configuration cannot work. Says what is wrong and what to do.
 */
class PusherConfigurationException extends RuntimeException {

	private final String action;

	PusherConfigurationException(String description, String action) {
		this(description, action, null);
	}

	PusherConfigurationException(String description, String action, @Nullable Throwable cause) {
		super(description, cause);
		this.action = action;
	}

	String getAction() {
		return this.action;
	}

}
