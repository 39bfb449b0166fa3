package org.genlabel.cli;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Finds the sockets that this process listens on, in Linux's /proc. */
public final class ListeningSockets {
  private static final Path PROCESS = Path.of("/proc/self");
  private static final String SOCKET = "socket:[";
  private static final String LISTENING = "0A";
  private static final int LOCAL_ADDRESS = 1;
  private static final int STATE = 3;
  private static final int INODE = 9;

  private ListeningSockets() {}

  public static boolean areKnown() {
    return Files.isReadable(PROCESS.resolve("net/tcp"));
  }

  /** Returns their addresses as Linux writes them, "0100007F:0FC8", by inode. */
  public static Map<String, String> addresses() throws IOException {
    Set<String> own = own();
    Map<String, String> addresses = new TreeMap<>();
    for (String table : List.of("net/tcp", "net/tcp6")) {
      Path file = PROCESS.resolve(table);
      if (Files.exists(file)) {
        for (String line : Files.readAllLines(file)) {
          String[] fields = line.strip().split(" +", -1);
          if (fields[STATE].equals(LISTENING) && own.contains(fields[INODE])) {
            addresses.put(fields[INODE], fields[LOCAL_ADDRESS]);
          }
        }
      }
    }
    return addresses;
  }

  /** Returns whether an address, "0100007F:0FC8", is 127.x.x.x, also as an IPv6 address, or ::1. */
  public static boolean isLoopback(String address) {
    String host = address.substring(0, address.indexOf(':'));
    return host.matches("(0{16}FFFF0000)?[0-9A-F]{6}7F") || host.matches("0{24}01000000");
  }

  private static Set<String> own() throws IOException {
    Set<String> inodes = new HashSet<>();
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(PROCESS.resolve("fd"))) {
      for (Path descriptor : descriptors) {
        socket(descriptor).ifPresent(inodes::add);
      }
    }
    return inodes;
  }

  private static Optional<String> socket(Path descriptor) throws IOException {
    try {
      String target = Files.readSymbolicLink(descriptor).toString();
      return target.startsWith(SOCKET)
          ? Optional.of(target.substring(SOCKET.length(), target.length() - 1))
          : Optional.empty();
    } catch (NoSuchFileException e) {
      // The descriptor was closed meanwhile.
      return Optional.empty();
    }
  }
}
