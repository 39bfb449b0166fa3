package org.genlabel.data.openml;

/** Nobody watches. */
final class NoProgress implements FetchProgress {
  @Override
  public void received(long bytes) {}

  @Override
  public void ended(FetchOutcome outcome) {}
}
