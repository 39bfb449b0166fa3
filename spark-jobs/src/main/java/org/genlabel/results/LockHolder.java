package org.genlabel.results;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/**
 * The holder of the lock of a run folder, as written in the lock file.
 *
 * @param token unique to this holder
 * @param host name of its host
 * @param machine identifies the kernel and its process table; empty if unknown
 * @param process its process id there
 * @param processStarted when that process began, because ids are reused; empty if unknown
 * @param since when the lock was taken, ISO 8601
 * @param beat counts up as long as the holder lives
 */
record LockHolder(
    @JsonProperty("token") String token,
    @JsonProperty("host") String host,
    @JsonProperty("machine") String machine,
    @JsonProperty("process") long process,
    @JsonProperty("process_started") String processStarted,
    @JsonProperty("since") String since,
    @JsonProperty("beat") long beat) {

  /** The lock's file in the run folder. */
  static final String FILE = "_lock";

  /**
   * Largest size of a lock file; some hundred bytes are written, most of them the name of a host.
   */
  static final int MOST_BYTES = 64 << 10;

  /** Returns the text of a folder's lock; empty if there is none. */
  static Optional<String> read(RunFiles files) throws IOException {
    return files.read(FILE, MOST_BYTES);
  }

  /** Returns whether a folder's lock has the given token. */
  static boolean isHeldBy(String token, RunFiles files) throws IOException {
    return parse(read(files)).filter(holder -> holder.token().equals(token)).isPresent();
  }

  /** Returns a new holder for this process. */
  static LockHolder here() {
    ProcessHandle self = ProcessHandle.current();
    return new LockHolder(
        UUID.randomUUID().toString(),
        hostName(),
        thisMachine(),
        self.pid(),
        started(self),
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        0);
  }

  /** Parses the text of a lock file; empty if it is missing or incomplete. */
  static Optional<LockHolder> parse(Optional<String> text) {
    try {
      return text.isEmpty()
          ? Optional.empty()
          : Optional.ofNullable(mapper().readValue(text.get(), LockHolder.class))
              .filter(holder -> holder.token() != null);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  String toJson() throws JsonProcessingException {
    return mapper().writeValueAsString(this) + "\n";
  }

  LockHolder nextBeat() {
    return new LockHolder(token, host, machine, process, processStarted, since, beat + 1);
  }

  /**
   * Returns a holder in the same process with another token, which shuts out tasks begun so far.
   */
  LockHolder withNewToken() {
    return new LockHolder(
        UUID.randomUUID().toString(), host, machine, process, processStarted, since, beat + 1);
  }

  /** Returns whether the process is known to have ended; false also if it cannot be seen. */
  boolean isDead() {
    if (machine == null || machine.isEmpty() || !machine.equals(thisMachine())) {
      return false;
    }
    Optional<ProcessHandle> found = ProcessHandle.of(process);
    return found.isEmpty() || !started(found.get()).equals(processStarted);
  }

  /** Describes the holder to users. */
  String description() {
    return "process " + process + " on " + host + " since " + since;
  }

  private static String started(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toString).orElse("");
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      // A container may have no entry for its host name.
      return "an unnamed host";
    }
  }

  private static String thisMachine() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip()
          + " "
          + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
    } catch (IOException e) {
      // Not Linux: only the beat shows then whether the holder lives.
      return "";
    }
  }

  private static ObjectMapper mapper() {
    return new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);
  }
}
