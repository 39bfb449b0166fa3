package org.genlabel.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.genlabel.data.Dataset;
import org.genlabel.data.FeatureHandling;
import org.genlabel.data.catalog.DatasetStore;
import org.genlabel.experiment.CellGroup;
import org.genlabel.experiment.CellOutcome;
import org.genlabel.experiment.CellRunner;
import org.genlabel.experiment.Study;
import org.genlabel.experiment.config.ExperimentConfig;
import org.genlabel.experiment.plan.ExperimentPlan;
import org.genlabel.report.page.TextTable;
import org.genlabel.simd.Kernels;
import org.genlabel.train.Scheme;
import org.genlabel.train.protocol.Randomness;

/**
 * Measures cells in one thread, without Spark, and compares them with one trial of the authors'
 * program.
 */
public final class CellSection {
  /** The datasets that are measured. */
  public enum Extent {
    /** The three datasets that take seconds. */
    QUICK(List.of(468, 446, 187)),
    /** All datasets that the authors' program was timed on. */
    ALL(List.of(468, 446, 187, 307, 36));

    private final List<Integer> datasets;

    Extent(List<Integer> datasets) {
      this.datasets = datasets;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final int MOST_REPETITIONS = 5;
  private static final double ENOUGH_SECONDS = 5;
  private static final String ALONE = "alone";

  private final ExperimentConfig base;
  private final DatasetStore store;

  /**
   * @param base how cells are trained
   */
  public CellSection(ExperimentConfig base, DatasetStore store) {
    this.base = base;
    this.store = store;
  }

  /** Measures the datasets that are found. */
  public void run(Extent extent, BenchOutput output) throws IOException {
    List<Dataset> datasets = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (int id : extent.datasets) {
      Optional<DatasetStore.Located> located = store.find(Integer.toString(id));
      if (located.isPresent()) {
        datasets.add(store.load(located.get(), FeatureHandling.NUMERIC));
      } else {
        missing.add(Integer.toString(id));
      }
    }
    output.section("Cells: one thread, alpha = 1, one trial");
    if (!datasets.isEmpty()) {
      warmUp(datasets.get(0), output);
      // Each table is printed as soon as it is complete, because expensive datasets take minutes.
      for (Dataset dataset : datasets) {
        TextTable table =
            new TextTable(
                "authors' program / ours",
                "dataset",
                "protocol",
                "scheme",
                "run with",
                "s",
                "min..max",
                "times",
                "authors' program s");
        for (Randomness randomness : Randomness.values()) {
          addRows(table, dataset, randomness, output);
        }
        output.table(table);
      }
      output.note(
          "genlabel-cv is compared with genlabel-gm + genlabel-kde of the authors' program, timed"
              + " with the paper's settings. Kernels: "
              + Kernels.active().description()
              + "."
              + PaperStudy.remark(base));
    }
    if (!missing.isEmpty()) {
      output.note("Not found on data.path or --data: " + String.join(", ", missing));
    }
  }

  private void warmUp(Dataset dataset, BenchOutput output) {
    List<Runnable> works = new ArrayList<>();
    for (Randomness randomness : Randomness.values()) {
      CellRunner runner = new CellRunner(study(dataset, randomness));
      groups(dataset, randomness, PaperStudy.SCHEMES)
          .forEach(group -> works.add(() -> runner.run(group)));
    }
    EngineWarmUp.run(() -> works.forEach(Runnable::run), output);
  }

  private void addRows(
      TextTable table, Dataset dataset, Randomness randomness, BenchOutput output) {
    Study study = study(dataset, randomness);
    study.prepared(dataset.key());
    CellRunner runner = new CellRunner(study);
    double ours = 0;
    double theirs = 0;
    Set<Scheme> aloneAlready = EnumSet.noneOf(Scheme.class);
    for (CellGroup group : groups(dataset, randomness, PaperStudy.SCHEMES)) {
      output.progress("dataset " + dataset.key() + ", " + randomness.key() + ": " + group.cells());
      Map<Scheme, List<Double>> seconds = measure(runner, group);
      if (group.cells().size() == 1) {
        aloneAlready.addAll(group.schemes());
      }
      for (Map.Entry<Scheme, List<Double>> entry : seconds.entrySet()) {
        OptionalDouble reference = reference(dataset, entry.getKey());
        int others = group.cells().size() - 1;
        add(
            table,
            List.of(
                dataset.key(),
                randomness.key(),
                entry.getKey().key(),
                others == 0 ? ALONE : others + " more"),
            entry.getValue(),
            reference);
        ours += reference.isPresent() ? Spread.of(entry.getValue()).median() : 0;
        theirs += reference.orElse(0);
      }
    }
    table.add(
        PaperStudy.speedUp(base, theirs, ours),
        dataset.key(),
        randomness.key(),
        "cells timed for both programs",
        "",
        Spread.text(ours),
        "",
        "",
        Spread.text(theirs));
    Set<Scheme> alone = new LinkedHashSet<>(AuthorsTimes.schemes());
    alone.removeAll(aloneAlready);
    for (Scheme scheme : alone) {
      for (CellGroup group : groups(dataset, randomness, List.of(scheme))) {
        output.progress(
            "dataset " + dataset.key() + ", " + randomness.key() + ": " + group.cells());
        add(
            table,
            List.of(dataset.key(), randomness.key(), scheme.key(), ALONE),
            measure(runner, group).get(scheme),
            reference(dataset, scheme));
      }
    }
  }

  private static OptionalDouble reference(Dataset dataset, Scheme scheme) {
    return AuthorsTimes.seconds(dataset.id().orElse(-1), scheme);
  }

  private void add(
      TextTable table, List<String> what, List<Double> seconds, OptionalDouble reference) {
    Spread spread = Spread.of(seconds);
    List<String> row = new ArrayList<>();
    row.add(
        reference.isPresent()
            ? PaperStudy.speedUp(base, reference.getAsDouble(), spread.median())
            : "-");
    row.addAll(what);
    row.add(spread.medianText());
    row.add(spread.rangeText());
    row.add(Integer.toString(seconds.size()));
    row.add(reference.isPresent() ? Spread.text(reference.getAsDouble()) : "-");
    table.add(row);
  }

  /** Measures the seconds of each cell of a group in every repetition. */
  private static Map<Scheme, List<Double>> measure(CellRunner runner, CellGroup group) {
    Map<Scheme, List<Double>> seconds = new LinkedHashMap<>();
    double spent = 0;
    for (int time = 0; time < MOST_REPETITIONS && spent < ENOUGH_SECONDS; time++) {
      for (CellOutcome outcome : runner.run(group)) {
        if (!outcome.result().isOk()) {
          throw new IllegalStateException(
              outcome.result().cell() + " failed: " + outcome.result().error());
        }
        seconds
            .computeIfAbsent(outcome.result().cell().scheme(), ignored -> new ArrayList<>())
            .add(outcome.result().fitSeconds());
        spent += outcome.result().fitSeconds();
      }
    }
    return seconds;
  }

  private Study study(Dataset dataset, Randomness randomness) {
    ExperimentConfig config = PaperStudy.config(base, randomness);
    return new Study(config.seed(), config.protocol(), config.training(), List.of(dataset));
  }

  private List<CellGroup> groups(Dataset dataset, Randomness randomness, List<Scheme> schemes) {
    return ExperimentPlan.of(PaperStudy.oneTrial(base, randomness, schemes), List.of(dataset))
        .groups();
  }
}
