package org.genlabel.data.openml;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.genlabel.data.Attribute;
import org.genlabel.data.InvalidDataException;
import org.genlabel.data.PrintableText;
import org.genlabel.data.catalog.DatasetCatalog;

/**
 * Fetches datasets into a folder, a few at a time. One that cannot be had does not keep the others
 * from coming; those that are there, and are what was fetched, are left alone.
 */
public final class DatasetFetch {
  private static final int AT_A_TIME = 4;

  private final DatasetCatalog catalog;
  private final DatasetSource source;
  private final FetchTarget target;
  private final FetchLimits limits;
  private final FetchProgress progress;
  // Set once a server did not answer however often it was asked, and never has: the other datasets
  // need not wait for it.
  private final AtomicReference<FetchException> serverDown = new AtomicReference<>();
  private volatile boolean heard;

  /** What became of a dataset. */
  public enum State {
    /** It was fetched. */
    FETCHED,
    /** It was there before. */
    PRESENT,
    /** It could not be had, or is not what it should be. */
    FAILED
  }

  /**
   * What became of a dataset.
   *
   * @param id OpenML's number
   * @param name its name; empty if nobody told it
   * @param bytes how many were fetched for it
   * @param message one line: why it failed and what to do, or what there is to know; may be empty
   */
  public record Outcome(int id, String name, State state, long bytes, String message) {}

  /** Touches neither source nor target yet. */
  public DatasetFetch(
      DatasetCatalog catalog,
      DatasetSource source,
      FetchTarget target,
      FetchLimits limits,
      FetchProgress progress) {
    this.catalog = catalog;
    this.source = source;
    this.target = target;
    this.limits = limits;
    this.progress = progress;
  }

  /**
   * Fetches datasets. The time limit counts from here.
   *
   * @param ids OpenML's numbers; what is there twice is fetched once
   * @return what became of each, in the order of the ids
   * @throws InvalidDataException if the target cannot be written to at all
   */
  public List<Outcome> fetch(List<Integer> ids) throws IOException, InterruptedException {
    target.make();
    Deadline deadline = Deadline.after(limits.total());
    Set<Integer> distinct = new LinkedHashSet<>(ids);
    ExecutorService threads =
        Executors.newFixedThreadPool(
            AT_A_TIME,
            work -> {
              Thread thread = new Thread(work, "fetch");
              thread.setDaemon(true);
              return thread;
            });
    try {
      List<Future<Outcome>> futures = new ArrayList<>();
      for (int id : distinct) {
        futures.add(threads.submit(() -> fetch(id, deadline)));
      }
      List<Outcome> outcomes = new ArrayList<>();
      for (Future<Outcome> future : futures) {
        outcomes.add(future.get());
      }
      return outcomes;
    } catch (ExecutionException e) {
      // What a dataset can fail with is an outcome; the rest is a bug.
      throw new IllegalStateException(e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private Outcome fetch(int id, Deadline deadline) throws InterruptedException {
    Outcome outcome = new DatasetJob(id, deadline).outcome();
    progress.ended(outcome);
    return outcome;
  }

  /** One dataset's way from source to target. */
  private final class DatasetJob {
    private final int id;
    private final Retries retries;
    private final Deadline deadline;
    private final FetchedData data;
    private String name;

    DatasetJob(int id, Deadline deadline) {
      this.id = id;
      this.deadline = deadline;
      this.retries = new Retries(limits, deadline);
      this.data = new FetchedData(id, target, catalog, limits, progress);
      this.name = catalog.byId(id).map(DatasetCatalog.Entry::name).orElse("");
    }

    Outcome outcome() throws InterruptedException {
      try {
        return presentOrFetched();
      } catch (FetchException e) {
        if (e.isServerDown() && !heard) {
          serverDown.compareAndSet(null, e);
        }
        return ended(State.FAILED, 0, e.getMessage() + "; " + e.advice());
      } catch (InvalidDataException e) {
        return ended(State.FAILED, 0, e.getMessage() + "; " + FetchException.ELSEWHERE);
      } catch (IOException e) {
        return ended(
            State.FAILED,
            0,
            PrintableText.line(target.name() + ": " + FetchException.text(e))
                + "; see that this folder can be written to and has room");
      }
    }

    private Outcome presentOrFetched() throws IOException, InterruptedException {
      try {
        return presentOrFetched(target.find(id).orElse(null));
      } finally {
        // This one's, or what a killed fetch left.
        target.discard(id);
      }
    }

    private Outcome presentOrFetched(FetchTarget.Present present)
        throws IOException, InterruptedException {
      if (present == null) {
        return fetched("");
      }
      if (present.isIntact()) {
        return ended(State.PRESENT, 0, "");
      }
      if (present.manifest().isPresent()) {
        return fetched("the file had changed since it was fetched, and was replaced");
      }
      data.adopt(present, name);
      return ended(State.PRESENT, 0, "");
    }

    private Outcome fetched(String note) throws IOException, InterruptedException {
      FetchException earlier = serverDown.get();
      if (earlier != null) {
        throw earlier.giveUp("");
      }
      if (deadline.isOver()) {
        throw deadline.timeIsUp();
      }
      DatasetSource.DataFile file = retries.run(this::find);
      heard = true;
      if (name.isEmpty()) {
        name = PrintableText.line(file.name());
      }
      boolean parquet = file.format() == DatasetSource.Format.PARQUET;
      // Asked for first: without them the file is of no use.
      List<Attribute> features = parquet ? retries.run(() -> features(file)) : List.of();
      long bytes = retries.run(() -> data.receive(source, file, deadline));
      if (parquet) {
        data.convert(features, name);
      }
      data.check();
      data.commit(file, name);
      return ended(State.FETCHED, bytes, join(note, notes(file)));
    }

    private DatasetSource.DataFile find() throws IOException, InterruptedException {
      try {
        return source.find(id, deadline);
      } catch (IOException e) {
        throw FetchException.ofSource(source.name(), e);
      }
    }

    private List<Attribute> features(DatasetSource.DataFile file)
        throws IOException, InterruptedException {
      try {
        return source.features(file, deadline);
      } catch (IOException e) {
        throw FetchException.ofSource(source.name(), e);
      }
    }

    private String notes(DatasetSource.DataFile file) {
      String known =
          catalog.byId(id).isPresent()
              ? ""
              : "not in the catalog: nothing but its form was checked";
      String checksum = file.md5().isPresent() ? "" : "the source tells no MD5";
      String converted =
          file.format() == DatasetSource.Format.PARQUET ? "converted from Parquet" : "";
      return join(join(known, converted), checksum);
    }

    private static String join(String one, String other) {
      return one + (one.isEmpty() || other.isEmpty() ? "" : "; ") + other;
    }

    private Outcome ended(State state, long bytes, String message) {
      return new Outcome(id, name, state, bytes, message);
    }
  }
}
