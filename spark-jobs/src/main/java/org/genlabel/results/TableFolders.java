package org.genlabel.results;

import java.io.IOException;
import java.util.List;

/**
 * Where the files of the two tables are in a run folder. A file of {@code cells} and the one of
 * {@code cv_scores} with its cells' scores have the same name.
 *
 * @param parent of the tables' folders, ending with a slash; empty for the run folder itself
 */
record TableFolders(String parent) {
  /** The tables that users read. */
  static final TableFolders TABLES = new TableFolders("");

  /** The journal: finished cells of unfinished partitions, see {@link PartitionOutput}. */
  static final TableFolders JOURNAL = new TableFolders("_journal/");

  /** Returns the path of a table's folder, below the run folder. */
  String folder(ResultSchema<?> schema) {
    return parent + schema.table();
  }

  /** Returns the names of the files of cells that begin with a prefix, sorted. */
  List<String> filesOfCells(RunFiles files, String prefix) throws IOException {
    return files.names(folder(ResultSchema.CELLS)).stream()
        .filter(name -> name.startsWith(prefix))
        .toList();
  }

  /** Returns the path of a table's file, below the run folder. */
  String file(ResultSchema<?> schema, String name) {
    return folder(schema) + "/" + name;
  }
}
