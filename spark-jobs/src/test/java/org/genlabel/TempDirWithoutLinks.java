package org.genlabel;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * Makes the folders of {@code @TempDir} like JUnit's standard factory, and removes symbolic links
 * from them before JUnit deletes them. JUnit warns of every link that leads out of such a folder,
 * and a folder that stands in for a Spark distribution has some 250 of them.
 */
public final class TempDirWithoutLinks implements TempDirFactory {
  private static final Namespace NAMESPACE = Namespace.create(TempDirWithoutLinks.class);

  @Override
  public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context)
      throws Exception {
    Path folder = TempDirFactory.Standard.INSTANCE.createTempDirectory(element, context);
    // JUnit has entered the folder already, and closes what was entered later first.
    context.getStore(NAMESPACE).put(folder, (AutoCloseable) () -> removeLinks(folder));
    return folder;
  }

  private static void removeLinks(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (attributes.isSymbolicLink()) {
              Files.deleteIfExists(file);
            }
            return FileVisitResult.CONTINUE;
          }

          // What cannot be read is left to JUnit, which tells of what it cannot delete.
          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure) {
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, IOException failure) {
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
