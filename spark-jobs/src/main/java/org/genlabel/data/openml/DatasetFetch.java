package org.genlabel.data.openml;

import java.io.IOException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.genlabel.data.Attribute;
import org.genlabel.data.Checksum;
import org.genlabel.data.InvalidDataException;
import org.genlabel.data.PrintableText;
import org.genlabel.data.catalog.DatasetCatalog;
import org.genlabel.data.openml.FetchOutcome.State;

/**
 * Fetches datasets into a folder, a few at a time. A failed download does not stop the others;
 * datasets that are present and unchanged since they were fetched are skipped.
 */
public final class DatasetFetch {
  private static final int AT_A_TIME = 4;

  private final DatasetCatalog catalog;
  private final DatasetSource source;
  private final FetchTarget target;
  private final FetchLimits limits;
  private final FetchProgress progress;
  private final DatasetCheck check;
  // Set once a server that has never answered failed every attempt: the other datasets then fail
  // without waiting for it.
  private final AtomicReference<FetchException> serverDown = new AtomicReference<>();
  private volatile boolean answered;

  /** Creates a fetch without accessing the source or the target yet. */
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
    this.check = new DatasetCheck(catalog);
  }

  /**
   * Fetches datasets. The time limit starts with this call.
   *
   * @param ids OpenML's dataset ids; duplicates are fetched once
   * @return the outcome of each dataset, in the order of the ids
   * @throws InvalidDataException if the target is not writable
   */
  public List<FetchOutcome> fetch(List<Integer> ids) throws IOException, InterruptedException {
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
      List<Future<FetchOutcome>> futures = new ArrayList<>();
      for (int id : distinct) {
        futures.add(threads.submit(() -> fetch(id, deadline)));
      }
      List<FetchOutcome> outcomes = new ArrayList<>();
      for (Future<FetchOutcome> future : futures) {
        outcomes.add(future.get());
      }
      return outcomes;
    } catch (ExecutionException e) {
      // Every failure of a dataset is an outcome; any other exception is a bug.
      throw new IllegalStateException(e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private FetchOutcome fetch(int id, Deadline deadline) throws InterruptedException {
    FetchOutcome outcome = new DatasetJob(id, deadline).outcome();
    progress.ended(outcome);
    return outcome;
  }

  /** Transfers one dataset from the source to the target. */
  private final class DatasetJob {
    private final int id;
    private final Retries retries;
    private final Deadline deadline;
    private String name;

    DatasetJob(int id, Deadline deadline) {
      this.id = id;
      this.deadline = deadline;
      this.retries = new Retries(limits, deadline);
      this.name = catalog.byId(id).map(DatasetCatalog.Entry::name).orElse("");
    }

    FetchOutcome outcome() throws InterruptedException {
      try {
        return presentOrFetched();
      } catch (FetchException e) {
        if (e.isServerDown() && !answered) {
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

    private FetchOutcome presentOrFetched() throws IOException, InterruptedException {
      return switch (target.find(id)) {
        case ABSENT -> fetched("");
        case INTACT -> ended(State.PRESENT, 0, "");
        case CHANGED -> fetched("the file had changed since it was fetched, and was replaced");
        case NOT_FETCHED ->
            ended(
                State.PRESENT,
                0,
                "there without a manifest, and left as it is; 'datasets check' compares it with"
                    + " the catalog");
      };
    }

    private FetchOutcome fetched(String note) throws IOException, InterruptedException {
      FetchException earlier = serverDown.get();
      if (earlier != null) {
        throw earlier.giveUp("");
      }
      DatasetSource.DataFile file = asked(() -> source.find(id, deadline));
      answered = true;
      if (name.isEmpty()) {
        name = PrintableText.line(file.name());
      }
      boolean parquet = file.format() == DatasetSource.Format.PARQUET;
      // Requested first: without the features the file is of no use.
      List<Attribute> features = parquet ? asked(() -> source.features(file, deadline)) : List.of();
      byte[] received = asked(() -> received(file));
      byte[] arff =
          parquet
              ? ParquetConversion.arff(received, features, name, file.location(), limits)
              : received;
      String sha256 = checksum(Checksum.sha256(), arff);
      check.check(id, arff, sha256, file.location());
      target.write(manifest(file, sha256, arff.length), arff);
      return ended(State.FETCHED, received.length, join(note, notes(file)));
    }

    private <T> T asked(Retries.Attempt<T> attempt) throws FetchException, InterruptedException {
      try {
        return retries.run(attempt);
      } catch (IOException e) {
        throw FetchException.ofSource(source.name(), e);
      }
    }

    private byte[] received(DatasetSource.DataFile file) throws IOException, InterruptedException {
      byte[] bytes = source.read(file, deadline);
      progress.received(bytes.length);
      String found = checksum(Checksum.md5(), bytes);
      if (!file.md5().orElse(found).equals(found)) {
        // Intermediate caches have been observed to serve damaged files for a while.
        throw FetchException.passing(
            file.location()
                + ": the MD5 is "
                + found
                + ", but the description says "
                + file.md5().get(),
            FetchException.ELSEWHERE);
      }
      return bytes;
    }

    private FetchManifest manifest(DatasetSource.DataFile file, String sha256, long bytes) {
      return new FetchManifest(
          id,
          name,
          file.location(),
          file.format().name().toLowerCase(Locale.ROOT),
          file.md5().orElse(""),
          sha256,
          bytes,
          Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
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

    private FetchOutcome ended(State state, long bytes, String message) {
      return new FetchOutcome(id, name, state, bytes, message);
    }
  }

  private static String checksum(MessageDigest digest, byte[] bytes) {
    digest.update(bytes);
    return Checksum.hexadecimal(digest);
  }

  private static String join(String one, String other) {
    return one + (one.isEmpty() || other.isEmpty() ? "" : "; ") + other;
  }
}
