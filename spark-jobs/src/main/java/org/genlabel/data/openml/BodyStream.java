package org.genlabel.data.openml;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * The body of a server's answer, that fails with a {@link FetchException} when it breaks off, when
 * nothing comes for too long, or when time is up. To be read by one thread.
 */
final class BodyStream extends InputStream {
  private final InputStream body;
  private final String source;
  private final Duration silence;
  private final Deadline deadline;
  private final ScheduledFuture<?> watch;
  private long received;
  private volatile boolean waiting;
  // By System.nanoTime; written before waiting is.
  private volatile long waitingSince;
  private volatile boolean silent;

  /**
   * Watches a body.
   *
   * @param source where it is from, for errors
   * @param watches runs the watch; the body is closed there if need be
   */
  BodyStream(
      InputStream body,
      String source,
      Duration silence,
      Deadline deadline,
      ScheduledExecutorService watches) {
    this.body = body;
    this.source = source;
    this.silence = silence;
    this.deadline = deadline;
    long period = Math.max(10, Math.min(500, silence.toMillis() / 4));
    this.watch = watches.scheduleWithFixedDelay(this::look, period, period, TimeUnit.MILLISECONDS);
  }

  private void look() {
    boolean tooLong = waiting && System.nanoTime() - waitingSince > silence.toNanos();
    if (tooLong || deadline.isOver()) {
      silent = tooLong;
      try {
        // Wakes the read that waits.
        body.close();
      } catch (IOException e) {
        // The read fails for the reason that counts.
        watch.cancel(false);
      }
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    waitingSince = System.nanoTime();
    waiting = true;
    int read;
    try {
      read = body.read(bytes, offset, length);
    } catch (IOException e) {
      throw failure(e);
    } finally {
      waiting = false;
    }
    received += Math.max(0, read);
    return read;
  }

  private IOException failure(IOException cause) {
    if (silent) {
      return FetchException.passing(
          source + ": nothing came for " + Deadline.text(silence) + " after " + received + " bytes",
          FetchException.LATER);
    }
    if (deadline.isOver()) {
      return deadline.timeIsUp();
    }
    return FetchException.passing(
        source + ": broke off after " + received + " bytes: " + FetchException.text(cause),
        FetchException.LATER);
  }

  @Override
  public void close() throws IOException {
    watch.cancel(false);
    body.close();
  }
}
