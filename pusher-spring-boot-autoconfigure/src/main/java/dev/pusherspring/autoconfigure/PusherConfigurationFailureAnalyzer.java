package dev.pusherspring.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Analyzes failures caused by a {@link PusherConfigurationException}.
 */
class PusherConfigurationFailureAnalyzer extends AbstractFailureAnalyzer<PusherConfigurationException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, PusherConfigurationException cause) {
		return new FailureAnalysis(String.valueOf(cause.getMessage()), cause.getAction(), cause);
	}

}
