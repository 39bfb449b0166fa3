package org.genlabel.cli.session;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes the ports of the loopback address that Spark's UI tries, and frees them in the end. */
final class TakenPorts {
  private static final int FIRST = 4040;
  private static final int LAST = 4056;

  private final List<ServerSocket> sockets = new ArrayList<>();

  private TakenPorts() {}

  /** Takes the ports; those that another process has are taken already. */
  static TakenPorts ofSparkUi() throws IOException {
    TakenPorts taken = new TakenPorts();
    for (int port = FIRST; port <= LAST; port++) {
      take(port).ifPresent(taken.sockets::add);
    }
    return taken;
  }

  private static Optional<ServerSocket> take(int port) throws IOException {
    try {
      return Optional.of(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
    } catch (BindException e) {
      return Optional.empty();
    }
  }

  void close() throws IOException {
    for (ServerSocket socket : sockets) {
      socket.close();
    }
  }
}
