package org.genlabel.data.openml;

/**
 * The outcome of fetching a dataset.
 *
 * @param id OpenML's dataset id
 * @param name its name; empty if unknown
 * @param bytes number of bytes fetched
 * @param message one line: the error and what to do about it, or a notice; may be empty
 */
public record FetchOutcome(int id, String name, State state, long bytes, String message) {
  /** Whether a dataset is present after the fetch. */
  public enum State {
    /** The dataset was fetched. */
    FETCHED,
    /** The dataset was present already. */
    PRESENT,
    /** The dataset could not be fetched, or failed a check. */
    FAILED
  }
}
