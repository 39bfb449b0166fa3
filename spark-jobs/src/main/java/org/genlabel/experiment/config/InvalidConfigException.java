package org.genlabel.experiment.config;

/**
 * A configuration the program cannot work with. The message is one line naming place, key, value
 * and what is allowed.
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
