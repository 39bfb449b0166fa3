package org.genlabel.results;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The cells that tasks had finished when they died; see {@link PartitionOutput}. */
final class Journal {
  private Journal() {}

  /**
   * Moves the cells of the journal that the tables lack to the tables, except for failed ones,
   * which are run again, and for those of another run, whose tasks may have outlived it.
   *
   * @param runId of the folder's run
   * @param attempt part of the name of the file they go to
   */
  static void recover(RunFiles files, String runId, int attempt) throws IOException {
    List<String> journal = TableFolders.JOURNAL.filesOfCells(files, ResultStore.PART_PREFIX);
    if (!journal.isEmpty()) {
      Set<String> present = new HashSet<>();
      for (String part : TableFolders.TABLES.filesOfCells(files, ResultStore.PART_PREFIX)) {
        present.addAll(CellMerge.keys(files, TableFolders.TABLES.file(ResultSchema.CELLS, part)));
      }
      move(files, journal, runId, present, unusedName(files, attempt));
      for (String part : journal) {
        for (ResultSchema<?> table : ResultSchema.TABLES) {
          files.delete(TableFolders.JOURNAL.file(table, part));
        }
      }
    }
  }

  private static String unusedName(RunFiles files, int attempt) throws IOException {
    int number = 0;
    String name;
    do {
      name =
          String.format(
              Locale.ROOT,
              "%s%03d-recovered-%d%s",
              ResultStore.PART_PREFIX,
              attempt,
              number++,
              ResultStore.PARQUET);
    } while (files.exists(TableFolders.TABLES.file(ResultSchema.CELLS, name)));
    return name;
  }

  private static void move(
      RunFiles files, List<String> journal, String runId, Set<String> present, String name)
      throws IOException {
    String cells = TableFolders.TABLES.file(ResultSchema.CELLS, name);
    String scores = TableFolders.TABLES.file(ResultSchema.CV_SCORES, name);
    String unfinishedCells = RunFiles.unfinished(cells);
    String unfinishedScores = RunFiles.unfinished(scores);
    List<String> written;
    try (CellMerge merge =
        new CellMerge(
            files,
            row -> row.getString("run_id", 0).equals(runId),
            present,
            unfinishedCells,
            unfinishedScores,
            RunFiles.unfinished(cells))) {
      for (String part : journal) {
        merge.add(
            TableFolders.JOURNAL.file(ResultSchema.CELLS, part),
            TableFolders.JOURNAL.file(ResultSchema.CV_SCORES, part));
      }
      written = merge.written();
    }
    // Scores first, so that a cell that is there has its scores.
    if (written.contains(unfinishedScores)) {
      files.replace(unfinishedScores, scores);
    }
    if (written.contains(unfinishedCells)) {
      files.replace(unfinishedCells, cells);
    }
  }

  /** Deletes the journal, to which no task writes any longer. */
  static void delete(RunFiles files) throws IOException {
    files.deleteFolder(TableFolders.JOURNAL.parent());
  }
}
