package org.genlabel.data.openml;

/** Watches a fetch. Called by several threads at once. */
public interface FetchProgress {
  /** Some more bytes came in. */
  void received(long bytes);

  /** A dataset is done, or given up. */
  void ended(DatasetFetch.Outcome outcome);
}
