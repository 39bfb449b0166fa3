package org.genlabel.data.openml;

/** Ignores all progress. */
final class NoProgress implements FetchProgress {
  @Override
  public void received(long bytes) {}

  @Override
  public void ended(FetchOutcome outcome) {}
}
