package org.genlabel.data.catalog;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.genlabel.data.Dataset;
import org.genlabel.data.FeatureHandling;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Base class of tests of a store that looks for datasets in two folders. */
abstract class DatasetFolders {
  /** Ten rows, classes a and b; row is a row number, and kind another possible class. */
  static final String ARFF =
      """
      @attribute row numeric
      @attribute x numeric
      @attribute kind {p,q}
      @attribute class {a,b}
      @data
      """
          + "1,2,p,a\n3,4,q,b\n".repeat(5);

  static final String CSV = "x,class\n" + "1,a\n2,b\n".repeat(5);

  private static final String CATALOG =
      """
      id,name,rows,features,numeric_features,classes,missing,target,class_counts,ignore,sets
      61,iris,10,1,1,2,0,kind,p:5 q:5,row,paper
      187,wine,10,1,1,2,0,class,a:5 b:5,,paper
      973,wine,10,1,1,2,0,class,a:5 b:5,,paper
      """;

  @TempDir Path home;
  Path first;
  Path second;

  @BeforeEach
  void createFolders() throws IOException {
    first = Files.createDirectory(home.resolve("first one"));
    second = Files.createDirectory(home.resolve("second#%41"));
  }

  DatasetStore.Located find(String reference) throws IOException {
    return store().find(reference).orElseThrow();
  }

  Dataset load(String reference) throws IOException {
    return store().load(find(reference), FeatureHandling.NUMERIC);
  }

  DatasetStore store() throws IOException {
    return store(first.toString(), second.toString());
  }

  static DatasetStore store(String... folders) throws IOException {
    return new DatasetStore(List.of(folders), new Configuration(), catalog());
  }

  /** Returns where a dataset that has no id is. */
  static DatasetStore.Located own(String name, Path file) {
    return new DatasetStore.Located(Optional.empty(), name, "file:" + file);
  }

  /** Returns where a dataset of an id is. */
  static DatasetStore.Located numbered(int id, String name, Path file) {
    return new DatasetStore.Located(Optional.of(id), name, "file:" + file);
  }

  static DatasetCatalog catalog() throws IOException {
    return new DatasetCatalog(
        new ByteArrayInputStream(CATALOG.getBytes(StandardCharsets.UTF_8)), "catalog.csv");
  }

  static Path write(Path folder, String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }
}
