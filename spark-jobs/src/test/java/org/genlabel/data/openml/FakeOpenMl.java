package org.genlabel.data.openml;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A local server of OpenML's descriptions and files that can also send malformed answers. */
public final class FakeOpenMl implements AutoCloseable {
  /** The answer to a request for a path. */
  @FunctionalInterface
  public interface Answer {
    /** Writes status line, headers and body; the connection is closed afterwards. */
    void write(OutputStream out) throws IOException, InterruptedException;
  }

  private final ServerSocket socket;
  private final Map<String, List<Answer>> answers = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  public FakeOpenMl() throws IOException {
    socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "fake-openml");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (closed.getCount() > 0) {
      try {
        Socket connection = socket.accept();
        start(() -> serve(connection));
      } catch (IOException e) {
        // The socket is closed, or about to be.
        closed.countDown();
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      BufferedReader request =
          new BufferedReader(
              new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
      String path = request.readLine().split(" ", -1)[1];
      while (!request.readLine().isEmpty()) {
        // The headers are ignored.
      }
      asked.add(path);
      answer(path).write(connection.getOutputStream());
      connection.getOutputStream().flush();
    } catch (IOException e) {
      // A client that stops reading closes the connection.
      asked.add("hung up");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Answer answer(String path) {
    List<Answer> left = answers.get(path);
    if (left == null) {
      return status(404, "", "not here");
    }
    return left.size() > 1 ? left.remove(0) : left.get(0);
  }

  /** Returns the server's URL. */
  public String url() {
    return "http://127.0.0.1:" + socket.getLocalPort() + "/";
  }

  /** Sets the answers to a path, one after the other; the last one is repeated. */
  public FakeOpenMl on(String path, Answer... sequence) {
    answers.put(path, new CopyOnWriteArrayList<>(sequence));
    return this;
  }

  /** Adds a dataset as OpenML describes it, with the given answers for its data. */
  public FakeOpenMl dataset(int id, String md5, Answer... data) {
    on("/api/v1/json/data/" + id, ok(description(id, md5, fileUrl(id))));
    return on("/data/v1/download/" + id + "/file.arff", data);
  }

  /** Returns the URL of a dataset's file. */
  public String fileUrl(int id) {
    return url() + "data/v1/download/" + id + "/file.arff";
  }

  /** Returns how often a path was requested. */
  public int asked(String path) {
    return (int) asked.stream().filter(path::equals).count();
  }

  /** Returns how often the data of a dataset was requested. */
  public int dataAsked(int id) {
    return asked("/data/v1/download/" + id + "/file.arff");
  }

  /** Returns the number of requests. */
  public int requests() {
    return asked.size();
  }

  /** Returns the JSON of a description, as OpenML writes it. */
  public static String description(int id, String md5, String url) {
    return """
    {"data_set_description":{"id":"%d","name":"some-%d","version":"1","description":"**Author**: \
    R.A. Fisher","description_version":"1","format":"ARFF","creator":"R.A. Fisher","contributor":[],\
    "upload_date":"2014-04-06T23:23:39","licence":"Public","url":"%s",\
    "parquet_url":"https:\\/\\/data.openml.org\\/datasets\\/0000\\/0061\\/dataset_61.pq","file_id":"%d",\
    "default_target_attribute":"class","version_label":"1","tag":["study_1","uci"],\
    "visibility":"public","status":"active","processing_date":"2020-11-20 19:02:18"%s}}\
    """
        .formatted(
            id,
            id,
            url.replace("/", "\\/"),
            id,
            md5 == null ? "" : ",\"md5_checksum\":\"" + md5 + "\"");
  }

  /** Returns a complete answer. */
  public static Answer ok(String body) {
    return status(200, "", body);
  }

  /** Returns a complete answer with a status, and headers that end with a line break. */
  public static Answer status(int status, String headers, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return out -> {
      head(out, status, headers + "Content-Length: " + bytes.length + "\r\n");
      out.write(bytes);
    };
  }

  /** Writes the beginning of an answer. */
  public static void head(OutputStream out, int status, String headers) throws IOException {
    out.write(
        ("HTTP/1.1 " + status + " Status\r\nConnection: close\r\n" + headers + "\r\n")
            .getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  /** Sends nothing, and keeps the connection open until the server is closed. */
  public Answer silence() {
    return out -> closed.await();
  }

  /**
   * Sends a status line and headers, and keeps the connection open until the server is closed. A
   * client that reads the end of the connection together with the headers may report that instead
   * of what the headers announce.
   */
  public Answer headersThenSilence(String headers) {
    return out -> {
      head(out, 200, headers);
      closed.await();
    };
  }

  /** Begins a body of 50000 bytes, then sends nothing more. */
  public Answer beginningThenSilence(String beginning) {
    return out -> {
      head(out, 200, "Content-Length: 50000\r\n");
      out.write(beginning.getBytes(StandardCharsets.US_ASCII));
      out.flush();
      closed.await();
    };
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    socket.close();
  }
}
