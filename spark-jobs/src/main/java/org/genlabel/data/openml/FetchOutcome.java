package org.genlabel.data.openml;

/**
 * What became of a dataset.
 *
 * @param id OpenML's number
 * @param name its name; empty if nobody told it
 * @param bytes how many were fetched for it
 * @param message one line: why it failed and what to do, or what there is to know; may be empty
 */
public record FetchOutcome(int id, String name, State state, long bytes, String message) {
  /** Whether a dataset is there, and since when. */
  public enum State {
    /** It was fetched. */
    FETCHED,
    /** It was there before. */
    PRESENT,
    /** It could not be had, or is not what it should be. */
    FAILED
  }
}
