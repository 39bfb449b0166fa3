package org.genlabel.results;

import java.io.IOException;
import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;

/**
 * Restricts writing to a run folder to tasks of the run that holds its lock. A task may outlive its
 * driver, or be a speculative copy that notices too late that the other was faster.
 *
 * @param store the folder
 * @param token of the lock when the task began
 */
public record Fence(ResultStore store, String token) implements Serializable {
  /**
   * Checks that the lock is still the same.
   *
   * @throws OutputException if it is another run's, or is gone
   */
  void check(Configuration configuration) throws IOException {
    if (!LockHolder.isHeldBy(token, store.files(configuration))) {
      throw new OutputException(
          store.displayName()
              + ": another run has taken this folder over, or its lock was deleted");
    }
  }
}
