package org.genlabel.results;

import java.io.IOException;
import java.util.List;

/**
 * Where the files of the two tables lie in a run folder. A file of {@code cells} and the one of
 * {@code cv_scores} with its cells' scores have the same name.
 *
 * @param parent of the tables' folders, ending with a slash; empty for the run folder itself
 */
record TableFolders(String parent) {
  /** Those that people read. */
  static final TableFolders TABLES = new TableFolders("");

  /** What tasks have finished of partitions that they have not: see {@link PartitionOutput}. */
  static final TableFolders JOURNAL = new TableFolders("_journal/");

  /** The path of a table's folder, below the run folder. */
  String folder(ResultSchema<?> schema) {
    return parent + schema.table();
  }

  /** The names of the files of cells that begin with a prefix, sorted. */
  List<String> filesOfCells(RunFiles files, String prefix) throws IOException {
    return files.names(folder(ResultSchema.CELLS)).stream()
        .filter(name -> name.startsWith(prefix))
        .toList();
  }

  /** The path of a table's file, below the run folder. */
  String file(ResultSchema<?> schema, String name) {
    return folder(schema) + "/" + name;
  }
}
