package org.genlabel.data.openml;

/** Receives the progress of a fetch. Called by several threads concurrently. */
public interface FetchProgress {
  /** Called when a file was received. */
  void received(long bytes);

  /** Called when a dataset has been fetched, skipped, or given up. */
  void ended(FetchOutcome outcome);
}
