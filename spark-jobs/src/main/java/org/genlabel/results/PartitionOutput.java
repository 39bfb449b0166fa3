package org.genlabel.results;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.genlabel.experiment.CellOutcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the cells of a partition as they are finished, and writes them to the tables once all are.
 * Cells that wait longer than two seconds for the others are written to a journal, so they are not
 * lost if the task dies. As the journal is not part of the tables, no cell is there twice when the
 * task is retried. The next attempt at the run moves the journal's cells to the tables.
 */
public final class PartitionOutput implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PartitionOutput.class);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

  /**
   * The task that rows come from.
   *
   * @param partition names its files; unique within the run folder
   */
  public record Origin(String partition, String runId, int attempt, String host) {}

  private final Fence fence;
  private final Origin origin;
  private final Configuration configuration;
  private final long longestWaitNanos;
  private final String task = UUID.randomUUID().toString();
  private final List<CellOutcome> outcomes = new ArrayList<>();
  private final List<String> journal = new ArrayList<>();
  private int journaled;
  private long oldest;
  private Thread writer;
  private IOException failure;
  private boolean closed;

  public PartitionOutput(Fence fence, Origin origin, Configuration configuration) {
    this(fence, origin, configuration, LONGEST_WAIT);
  }

  /** Creates an output that lets cells wait for the others for at most the given time. */
  public PartitionOutput(
      Fence fence, Origin origin, Configuration configuration, Duration longestWait) {
    this.fence = fence;
    this.origin = origin;
    this.configuration = configuration;
    this.longestWaitNanos = longestWait.toNanos();
  }

  /**
   * Takes finished cells while others are yet to come.
   *
   * @throws OutputException if earlier ones could not be written
   */
  public synchronized void add(List<CellOutcome> finished) throws IOException {
    if (failure != null) {
      throw failure;
    }
    if (outcomes.size() == journaled) {
      oldest = System.nanoTime();
    }
    outcomes.addAll(finished);
    if (writer == null) {
      writer = new Thread(this::keepJournal, "journal of partition " + origin.partition());
      writer.setDaemon(true);
      writer.start();
    }
    notifyAll();
  }

  /**
   * Writes all cells to the tables.
   *
   * @param last those finished since the last {@link #add}
   * @throws OutputException if they cannot be written, or another run has taken the folder over
   */
  public synchronized void commit(List<CellOutcome> last) throws IOException {
    closed = true;
    notifyAll();
    outcomes.addAll(last);
    try {
      fence.check(configuration);
      fence
          .store()
          .write(
              origin.partition(),
              origin.runId(),
              origin.attempt(),
              origin.host(),
              outcomes,
              configuration);
      journaled = outcomes.size();
      RunFiles files = fence.store().files(configuration);
      for (String file : journal) {
        files.delete(file);
      }
    } catch (IOException e) {
      throw OutputException.of(fence.store().displayName(), e);
    }
  }

  private synchronized void keepJournal() {
    try {
      while (!closed) {
        if (outcomes.size() == journaled) {
          wait();
        } else {
          long left = oldest + longestWaitNanos - System.nanoTime();
          if (left > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
          } else {
            putDown();
          }
        }
      }
    } catch (IOException e) {
      failure = OutputException.of(fence.store().displayName(), e);
    } catch (InterruptedException e) {
      // Not expected: the thread would end, and the next cells would wait for the partition.
      Thread.currentThread().interrupt();
    }
  }

  /** Writes the cells that are not in a file yet to a file of the journal. */
  private void putDown() throws IOException {
    fence.check(configuration);
    List<CellOutcome> waiting = outcomes.subList(journaled, outcomes.size());
    String name = String.format(Locale.ROOT, "%s-%s-%d", origin.partition(), task, journal.size());
    RunFiles files = fence.store().files(configuration);
    for (ResultSchema<?> schema : ResultSchema.TABLES) {
      files.createFolder(TableFolders.JOURNAL.folder(schema));
    }
    journal.addAll(
        fence
            .store()
            .write(
                TableFolders.JOURNAL,
                name,
                origin.runId(),
                origin.attempt(),
                origin.host(),
                waiting,
                configuration));
    journaled = outcomes.size();
  }

  /** Writes the finished cells to the journal if the task ends early. */
  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
    if (outcomes.size() == journaled) {
      return;
    }
    // An interrupted task must end, but not lose its work, and interrupted threads cannot write.
    boolean interrupted = Thread.interrupted();
    try {
      putDown();
    } catch (IOException e) {
      LOG.warn(
          "{} finished cells of partition {} are lost: {}",
          outcomes.size() - journaled,
          origin.partition(),
          FailureText.firstLine(e));
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
