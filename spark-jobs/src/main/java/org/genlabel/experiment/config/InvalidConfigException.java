package org.genlabel.experiment.config;

/**
 * Thrown when the program cannot use a configuration. The message is one line naming place, key,
 * value and what is allowed.
 */
public final class InvalidConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InvalidConfigException(String message) {
    super(message);
  }

  public InvalidConfigException(String message, Throwable cause) {
    super(message, cause);
  }
}
