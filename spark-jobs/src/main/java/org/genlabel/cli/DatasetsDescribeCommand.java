package org.genlabel.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.genlabel.data.Dataset;
import org.genlabel.data.InvalidDataException;
import org.genlabel.data.PrintableText;
import org.genlabel.data.catalog.DatasetCatalog;
import org.genlabel.data.catalog.DatasetOrigin;
import org.genlabel.data.catalog.DatasetStore;
import org.genlabel.data.catalog.ReadDataset;
import org.genlabel.data.format.ColumnReading;
import org.genlabel.data.format.FileReading;
import org.genlabel.experiment.config.ExperimentConfig;
import org.genlabel.experiment.config.InvalidConfigException;
import org.genlabel.experiment.plan.DatasetSelection;
import org.genlabel.report.page.TextTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code genlabel datasets describe}: shows how the file of a dataset is understood. */
@Command(
    name = "describe",
    description =
        "Shows how the file of a dataset is understood, column by column, as run would use it:"
            + " protocol.features and the keys data.* of the configuration matter.")
final class DatasetsDescribeCommand implements Callable<Integer> {
  /** How the description is printed. */
  enum Format {
    TABLE,
    JSON;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The description for programs: one object.
   *
   * @param id in the catalog or the folder's name; null without one
   */
  private record Description(
      @JsonProperty("name") String name,
      @JsonProperty("key") String key,
      @JsonProperty("id") Integer id,
      @JsonProperty("origin") String origin,
      @JsonUnwrapped FileReading reading) {}

  @Parameters(paramLabel = "NAME", description = "The name or the id of a dataset.")
  private String reference;

  @Mixin private DataOptions data;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private Format format;

  @Override
  public Integer call() throws IOException {
    ExperimentConfig config = data.readConfig();
    DatasetCatalog catalog = new DatasetCatalog();
    DatasetStore store = data.store(config, catalog, new Configuration());
    DatasetStore.Located located =
        store
            .find(reference)
            .orElseThrow(
                () ->
                    new InvalidConfigException(
                        DatasetSelection.notFound(List.of(reference), catalog, store)
                            + "; datasets list shows those that are found"));
    ReadDataset read = read(store, located, config);
    FileReading reading = read.reading().orElseThrow();
    switch (format) {
      case TABLE -> System.out.print(table(read.dataset(), store.origin(located), reading));
      case JSON -> printJson(read.dataset(), store.origin(located), reading, System.out);
    }
    return ExitCode.DONE;
  }

  private static ReadDataset read(
      DatasetStore store, DatasetStore.Located located, ExperimentConfig config) {
    try {
      return store.describe(located, config.protocol().features());
    } catch (IOException e) {
      throw InvalidDataException.in(located.uri(), "cannot be read: " + e.getMessage());
    }
  }

  private static String table(Dataset dataset, DatasetOrigin origin, FileReading reading) {
    TextTable table =
        new TextTable("column", "role", "values", "missing", "distinct", "examples", "reason");
    for (ColumnReading column : reading.columns()) {
      table.add(
          PrintableText.line(column.name()),
          column.role().key(),
          column.values(),
          Integer.toString(column.missing()),
          Integer.toString(column.distinct()),
          PrintableText.line(String.join("; ", column.examples())),
          PrintableText.line(column.reason()));
    }
    return dataset.name()
        + (dataset.id().isPresent() ? " (" + dataset.id().getAsInt() + ")" : "")
        + ", "
        + words(origin)
        + "\n"
        + reading.line()
        + "\n\n"
        + table.render();
  }

  private static String words(DatasetOrigin origin) {
    return switch (origin) {
      case CATALOG -> "a dataset of the catalog, which says what is class and feature";
      case OWN -> "a file of your own";
      case SYNTHETIC -> "synthetic, drawn when needed";
    };
  }

  private static void printJson(
      Dataset dataset, DatasetOrigin origin, FileReading reading, PrintStream out)
      throws IOException {
    OptionalInt id = dataset.id();
    out.println(
        new ObjectMapper()
            .configure(SerializationFeature.INDENT_OUTPUT, true)
            .writeValueAsString(
                new Description(
                    dataset.name(),
                    dataset.key(),
                    id.isPresent() ? (Integer) id.getAsInt() : null,
                    origin.key(),
                    reading)));
  }
}
