package org.genlabel.data.openml;

/** Watches a fetch. Called by several threads at once. */
public interface FetchProgress {
  /** A file was received. */
  void received(long bytes);

  /** A dataset is done, or given up. */
  void ended(FetchOutcome outcome);
}
