package org.genlabel.results;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.genlabel.experiment.config.InvalidConfigException;

/**
 * Keeps the output of a run inside its folder. The folder itself may be a symbolic link, because
 * the user named it. But a link in it that leads out of it, such as {@code cells} to a home folder,
 * would make the run write and delete files there.
 */
final class OutputFolderCheck {
  private static final String LOCAL = "file:";

  private OutputFolderCheck() {}

  /**
   * Checks the folder of a run before anything is written to it. Folders on file systems that are
   * not local are not checked, as they have no such links.
   *
   * @param folder the folder's URI
   * @throws InvalidConfigException if an entry of the folder is a symbolic link that leads out of
   *     it, or nowhere
   */
  static void requireNoLinkOut(String folder) throws IOException {
    if (!folder.startsWith(LOCAL)) {
      return;
    }
    Path local = Path.of(new org.apache.hadoop.fs.Path(folder).toUri().getPath());
    if (!Files.isDirectory(local)) {
      return;
    }
    Path real = local.toRealPath();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(local)) {
      for (Path entry : entries) {
        if (Files.isSymbolicLink(entry) && leadsOut(entry, real)) {
          throw new InvalidConfigException(
              entry
                  + ": is a symbolic link to "
                  + Files.readSymbolicLink(entry)
                  + "; a run writes into its own folder only: remove the link, or choose another"
                  + " folder with --out");
        }
      }
    }
  }

  /**
   * Returns whether a path is outside; a link to nothing counts too, as writing to it creates its
   * target.
   */
  private static boolean leadsOut(Path link, Path folder) throws IOException {
    return !Files.exists(link) || !link.toRealPath().startsWith(folder);
  }
}
