package org.genlabel.cli;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.genlabel.data.catalog.DatasetCatalog;
import org.genlabel.data.catalog.DatasetStore;
import org.genlabel.experiment.config.ExperimentConfig;
import org.genlabel.experiment.config.InvalidConfigException;
import picocli.CommandLine.Option;

/** Options of every command that reads a configuration and looks for datasets. */
final class DataOptions {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      defaultValue = "conf/quick.conf",
      description =
          "The study (HOCON); below the working folder or the checkout. Default: ${DEFAULT-VALUE}.")
  private String config;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Overrides one key of the configuration; may be repeated.")
  private List<String> settings = new ArrayList<>();

  @Option(
      names = "--data",
      paramLabel = "URI",
      description = "A folder with datasets, searched before those of data.path; may be repeated.")
  private List<String> data = new ArrayList<>();

  ExperimentConfig readConfig() {
    return ExperimentConfig.read(file(), settings);
  }

  private File file() {
    return new Home().file(config);
  }

  /**
   * Returns the datasets of {@code --data} and then those of the configuration.
   *
   * @throws InvalidConfigException if a folder of {@code --data} does not exist; those of a
   *     configuration need not exist yet
   */
  DatasetStore store(
      ExperimentConfig experiment, DatasetCatalog catalog, Configuration configuration) {
    List<String> absent = new DatasetStore(data, configuration, catalog).missingFolders();
    if (!absent.isEmpty()) {
      throw new InvalidConfigException("--data " + absent.get(0) + ": no such folder");
    }
    List<String> folders = new ArrayList<>(data);
    folders.addAll(new Home().folders(experiment.dataPath()));
    return new DatasetStore(folders, configuration, catalog, experiment.data());
  }
}
