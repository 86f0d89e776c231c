package dev.pusherspring.autoconfigure;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when {@code pusher.fail-fast} is set and the connection is not there in time.
 */
class PusherStartupException extends RuntimeException {

	private final @Nullable Integer code;

	PusherStartupException(String message, @Nullable Integer code, Throwable cause) {
		super(message, cause);
		this.code = code;
	}

	@Nullable Integer getCode() {
		return this.code;
	}

}
