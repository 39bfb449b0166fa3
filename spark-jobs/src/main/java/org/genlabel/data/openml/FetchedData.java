package org.genlabel.data.openml;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.genlabel.data.Attribute;
import org.genlabel.data.Checksum;
import org.genlabel.data.Dataset;
import org.genlabel.data.FeatureHandling;
import org.genlabel.data.InvalidDataException;
import org.genlabel.data.Table;
import org.genlabel.data.catalog.CatalogCheck;
import org.genlabel.data.catalog.DatasetCatalog;
import org.genlabel.data.format.ArffReader;

/**
 * One dataset's data on its way into the target: received, converted if need be, checked, named.
 */
final class FetchedData {
  // Reading a file takes several times its size of memory: one at a time.
  private static final Object ONE_AT_A_TIME = new Object();
  private static final int BUFFER = 1 << 16;
  // A number of 8 bytes may be written as a digit and a comma.
  private static final long BYTES_PER_CHARACTER = 4;

  private final int id;
  private final FetchTarget target;
  private final DatasetCatalog catalog;
  private final FetchLimits limits;
  private final FetchProgress progress;
  private String location = "";
  private String sha256 = "";
  private long bytes;

  FetchedData(
      int id,
      FetchTarget target,
      DatasetCatalog catalog,
      FetchLimits limits,
      FetchProgress progress) {
    this.id = id;
    this.target = target;
    this.catalog = catalog;
    this.limits = limits;
    this.progress = progress;
  }

  /**
   * Receives a file from its beginning, in place of what was received before.
   *
   * @return how many bytes it has
   * @throws FetchException if it is too large, or has not the MD5 that the source told
   */
  long receive(DatasetSource source, DatasetSource.DataFile file, Deadline deadline)
      throws IOException, InterruptedException {
    location = file.location();
    MessageDigest theirs = Checksum.md5();
    try (InputStream in = opened(source, file, deadline)) {
      InputStream data = sniffed(in, file.format());
      try (DigestingFile out = created(file.format(), location)) {
        byte[] buffer = new byte[BUFFER];
        for (int read = read(data, buffer); read >= 0; read = read(data, buffer)) {
          out.write(buffer, 0, read);
          theirs.update(buffer, 0, read);
          progress.received(read);
        }
        remember(out);
      }
    }
    requireMd5(file.md5(), Checksum.hexadecimal(theirs));
    return bytes;
  }

  private DigestingFile created(DatasetSource.Format format, String source) throws IOException {
    return new DigestingFile(target.create(id, format), source, limits.largestFile());
  }

  private void remember(DigestingFile written) {
    bytes = written.bytes();
    sha256 = written.sha256();
  }

  /**
   * Converts the Parquet file that was received.
   *
   * @param features its columns, as OpenML tells them
   * @param name of the dataset
   * @throws FetchException if it is damaged, not what the features say, or too large as ARFF text
   */
  void convert(List<Attribute> features, String name) throws IOException {
    long decompressed = limits.largestFile() * BYTES_PER_CHARACTER;
    synchronized (ONE_AT_A_TIME) {
      try (DigestingFile out = created(DatasetSource.Format.ARFF, location + " as ARFF");
          ParquetRows rows =
              new ParquetRows(target.unfinishedParquet(id), location, decompressed)) {
        new ParquetConversion(rows, features, location).write(name, out);
        remember(out);
      }
    }
  }

  private static InputStream opened(
      DatasetSource source, DatasetSource.DataFile file, Deadline deadline)
      throws IOException, InterruptedException {
    try {
      return source.open(file, deadline);
    } catch (IOException e) {
      throw FetchException.ofSource(file.location(), e);
    }
  }

  private int read(InputStream in, byte[] buffer) throws FetchException {
    try {
      return in.read(buffer);
    } catch (IOException e) {
      throw FetchException.ofSource(location, e);
    }
  }

  private byte[] start(InputStream in) throws FetchException {
    try {
      return in.readNBytes(FirstBytes.LENGTH);
    } catch (IOException e) {
      throw FetchException.ofSource(location, e);
    }
  }

  /** The same stream, once its first bytes look like data. */
  private InputStream sniffed(InputStream in, DatasetSource.Format format) throws IOException {
    byte[] start = start(in);
    FirstBytes first = FirstBytes.of(start);
    if (first.isMarkup()) {
      throw FetchException.passing(
          location + ": HTML or XML instead of data", FetchException.ELSEWHERE);
    }
    boolean parquet = format == DatasetSource.Format.PARQUET;
    if (first.isGzip() || first.isParquet() != parquet) {
      throw FetchException.lasting(
          location + ": " + first.kind() + " instead of " + (parquet ? "Parquet" : "ARFF"),
          FetchException.ELSEWHERE);
    }
    return new SequenceInputStream(new ByteArrayInputStream(start), in);
  }

  private void requireMd5(Optional<String> told, String found) throws FetchException {
    if (told.isPresent() && !told.get().equals(found)) {
      // Caches between here and there have been seen to damage files for a while.
      throw FetchException.passing(
          location + ": the MD5 is " + found + ", but the description says " + told.get(),
          FetchException.ELSEWHERE);
    }
  }

  /**
   * Reads the data that was received and holds it against the catalog.
   *
   * @throws InvalidDataException if it is not well-formed
   * @throws FetchException if it is not the dataset that the catalog knows
   */
  void check() throws IOException {
    try (InputStream in = target.openUnfinished(id)) {
      check(in, location, sha256);
    }
  }

  private void check(InputStream in, String source, String expected) throws IOException {
    synchronized (ONE_AT_A_TIME) {
      MessageDigest digest = Checksum.sha256();
      Table table = ArffReader.read(new DigestInputStream(in, digest), source);
      String found = Checksum.hexadecimal(digest);
      if (!found.equals(expected)) {
        throw FetchException.lasting(
            target.name() + ": what was written is not what is there now",
            "is another fetch at work there? Run the same command again");
      }
      Optional<DatasetCatalog.Entry> entry = catalog.byId(id);
      if (entry.isPresent()) {
        List<String> faults =
            CatalogCheck.faults(source, dataset(table, entry.get(), found), entry.get());
        if (!faults.isEmpty()) {
          throw FetchException.lasting(String.join("; ", faults), FetchException.ELSEWHERE);
        }
      }
    }
  }

  private static Dataset dataset(Table table, DatasetCatalog.Entry entry, String checksum) {
    return Dataset.of(
        table,
        Optional.of(entry.id()),
        entry.name(),
        Optional.of(entry.target()),
        entry.ignored(),
        FeatureHandling.ONE_HOT,
        checksum);
  }

  /** Gives the data that was received and checked its name. */
  void commit(DatasetSource.DataFile file, String name) throws IOException {
    target.commit(
        new FetchManifest(
            id,
            name,
            location,
            file.format().name().toLowerCase(Locale.ROOT),
            file.md5().orElse(""),
            sha256,
            bytes,
            now()));
  }

  /**
   * Takes a file that is there, and that no fetch wrote, for the dataset, if it is.
   *
   * @throws FetchException if it is not
   */
  void adopt(FetchTarget.Present present, String name) throws IOException {
    String place = target.location(id);
    try (InputStream in = target.open(id)) {
      check(in, place, present.sha256());
    } catch (InvalidDataException e) {
      throw FetchException.lasting(e.getMessage(), moveAway(place));
    } catch (FetchException e) {
      throw FetchException.lasting(e.getMessage(), moveAway(place));
    }
    target.write(new FetchManifest(id, name, "", "", "", present.sha256(), present.bytes(), now()));
  }

  private static String moveAway(String place) {
    return "no fetch wrote this file: move it away (" + place + ") and run the same command again";
  }

  private static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
