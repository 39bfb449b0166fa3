package org.genlabel.cli;

import java.io.File;
import java.util.List;
import org.genlabel.data.Location;

/**
 * The checkout the program runs from: the launcher names it in {@code genlabel.home}; otherwise the
 * working folder.
 */
final class Home {
  private final File root;

  Home() {
    root = new File(System.getProperty("genlabel.home", "."));
  }

  /**
   * Returns a file as the user typed it: below the working folder if it exists there, else below
   * the checkout.
   */
  File file(String path) {
    File typed = new File(path);
    return typed.exists() || typed.isAbsolute() ? typed : new File(root, path);
  }

  /**
   * Returns the folders of a configuration: URIs and absolute paths as they are, others below the
   * checkout.
   */
  List<String> folders(List<String> paths) {
    return paths.stream().map(this::folder).toList();
  }

  private String folder(String path) {
    return Location.isUri(path) || new File(path).isAbsolute()
        ? path
        : new File(root, path).getPath();
  }
}
