package org.genlabel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.RemoteIterator;
import org.genlabel.results.ResultStore;
import org.genlabel.spark.SmallStudy;

/** The small study with its datasets and its results on a file system that is not local. */
final class RemoteStudy {
  private static final String COUNT =
      "SELECT count(*) AS cells, count(DISTINCT dataset, scheme, coalesce(alpha, 0), trial) AS"
          + " different FROM cells";

  private final SmallStudy study;
  private final FileSystem files;
  private final String root;

  /**
   * Copies the datasets.
   *
   * @param root URI of a folder, there already, without a slash at the end
   */
  RemoteStudy(SmallStudy study, FileSystem files, String root) throws IOException {
    this.study = study;
    this.files = files;
    this.root = root;
    try (Stream<Path> datasets = Files.list(study.data())) {
      for (Path dataset : datasets.filter(file -> file.toString().endsWith(".arff")).toList()) {
        files.copyFromLocalFile(
            path(dataset.toUri().toString()), path(root + "/data/" + dataset.getFileName()));
      }
    }
  }

  private static org.apache.hadoop.fs.Path path(String uri) {
    return new org.apache.hadoop.fs.Path(uri);
  }

  /** Runs the study in this process, results at a URI. */
  CommandRun run(String out, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "run",
                "--config",
                study.file().toString(),
                "--data",
                root + "/data",
                "--out",
                out,
                "--master",
                "local[2]",
                // Some files, not one for every handful of cells: each takes a dozen requests.
                "--set",
                "run.partition-seconds=0.002"));
    words.addAll(List.of(more));
    return CommandRun.of(words.toArray(String[]::new));
  }

  /** Checks that a stopped study is resumed, queried, and started anew. */
  void isResumedQueriedAndStartedAnew() throws IOException {
    String out = root + "/results/small";
    int kept = study.runFirst(5, ResultStore.at(out), files.getConf());
    assertThat(numberOfCells(out)).isEqualTo(kept).isBetween(1, SmallStudy.CELLS - 1);

    CommandRun run = run(out);

    assertThat(run.exitCode()).as(run.errors()).isZero();
    assertThat(run.out())
        .contains("\n36 cells on 3 datasets: " + (SmallStudy.CELLS - kept) + " run in ")
        .contains(" 0 failed, " + kept + " there before\n", "\nResults: " + out + "\n");
    assertWhole(out);
    assertThat(filesBelow(out))
        .as("compacted, and neither lock nor journal")
        .extracting(file -> file.substring(out.length()))
        .containsExactly(
            "/cells/part-002-compacted.parquet",
            "/cv_scores/part-002-compacted.parquet",
            "/manifest.json");

    CommandRun again = run(out);

    assertThat(again.exitCode()).as(again.errors()).isZero();
    assertThat(again.out()).contains(": 0 run in ", " 36 there before\n");
    assertWhole(out);

    CommandRun fresh = run(out, "--fresh");

    assertThat(fresh.exitCode()).as(fresh.errors()).isZero();
    assertThat(fresh.out())
        .contains("\n36 cells on 3 datasets: 36 run in ", "Former results: ", ".until-");
    assertWhole(out);
    assertThat(Stream.of(files.listStatus(path(root + "/results"))).map(FileStatus::getPath))
        .filteredOn(folder -> folder.getName().startsWith("small.until-"))
        .singleElement()
        .satisfies(old -> assertWhole(old.toString()));
  }

  private static void assertWhole(String out) {
    CommandRun query = query(out);
    assertThat(query.outLines())
        .as(query.errors())
        .containsExactly("cells,different", SmallStudy.CELLS + "," + SmallStudy.CELLS);
  }

  private static CommandRun query(String out) {
    return CommandRun.of("sql", out, COUNT, "--format", "csv", "--master", "local[1]");
  }

  private static int numberOfCells(String out) {
    return Integer.parseInt(query(out).outLines().get(1).replaceFirst(",.*", ""));
  }

  private List<String> filesBelow(String folder) throws IOException {
    List<String> found = new ArrayList<>();
    RemoteIterator<LocatedFileStatus> all = files.listFiles(path(folder), true);
    while (all.hasNext()) {
      found.add(all.next().getPath().toString());
    }
    return found.stream().sorted().toList();
  }
}
