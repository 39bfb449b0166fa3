package org.genlabel.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.genlabel.data.LabeledRows;
import org.genlabel.density.DensityKind;
import org.genlabel.mixup.AuthorsMixStream;
import org.genlabel.mixup.AuthorsRandom;
import org.genlabel.mixup.FitKey;
import org.genlabel.mixup.KeyedMixStream;
import org.genlabel.mixup.MixStream;
import org.genlabel.mixup.Mixing;
import org.genlabel.model.Lane;
import org.genlabel.model.LaneClassifier;
import org.genlabel.model.LaneModel;
import org.genlabel.model.Precision;
import org.genlabel.random.KeyedRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What must hold between schemes, and for all of them, in both protocols. */
class SchemeInvariantsTest {
  private static final FitKey KEY = new FitKey(1, "made up", 0, FitKey.FINAL);
  private static final int TRIAL = 2;
  private static final OptionalDouble ALPHA = OptionalDouble.of(1);

  private static TrainingSettings settings(Precision precision) {
    return new TrainingSettings(
        12,
        16,
        TrainingSettings.OptimizerKind.ADAM,
        precision,
        List.of(0.1, 0.01),
        List.of(0.0, 0.4, 1.0),
        5,
        1e-4);
  }

  private static TrainingSettings settings() {
    return settings(Precision.SINGLE);
  }

  private static OptionalDouble alpha(Scheme scheme) {
    return scheme.dependsOnAlpha() ? ALPHA : OptionalDouble.empty();
  }

  /** Three overlapping classes, uneven, so that no gradient is 0 by symmetry. */
  private static LabeledRows overlapping() {
    KeyedRandom random = KeyedRandom.of("overlapping");
    double[][] x = new double[50][4];
    int[] labels = new int[50];
    for (int i = 0; i < 50; i++) {
      labels[i] = i % 7 < 3 ? 0 : i % 7 < 5 ? 1 : 2;
      for (int k = 0; k < 4; k++) {
        x[i][k] = 2 * random.nextDouble() - 1 + (k == labels[i] ? 1 : 0);
      }
    }
    return new LabeledRows(x, labels, 3);
  }

  /** Two clouds whose own points are all nearer to each other than to the other cloud. */
  private static LabeledRows apart() {
    KeyedRandom random = KeyedRandom.of("apart");
    double[][] x = new double[40][2];
    int[] labels = new int[40];
    for (int i = 0; i < 40; i++) {
      labels[i] = i % 3 == 0 ? 1 : 0;
      x[i][0] = random.nextDouble() + 5 * labels[i];
      x[i][1] = random.nextDouble();
    }
    return new LabeledRows(x, labels, 2);
  }

  @ParameterizedTest
  @CsvSource({"MIXUP,MIXUP_EXCLUDE_MI", "MIXUP_LOGISTIC,MIXUP_EXCLUDE_MI_LOGISTIC"})
  void whereNothingIntrudesExcludingIntrudersChangesNoBitInThePairedProtocol(
      Scheme mixup, Scheme excluding) {
    LabeledRows rows = apart();
    for (Precision precision : Precision.values()) {
      Fit plain = fitPaired(mixup, settings(precision), rows);
      Fit excluded = fitPaired(excluding, settings(precision), rows);

      assertThat(excluded.intrusionRate()).hasValue(0);
      for (int lane = 0; lane < 2; lane++) {
        assertThat(excluded.classifiers().parameters(lane))
            .isEqualTo(plain.classifiers().parameters(lane));
      }
    }
    // The other way round: where points intrude, it does.
    Fit intruding = fitPaired(excluding, settings(), overlapping());
    assertThat(intruding.intrusionRate().orElseThrow()).isPositive();
    assertThat(intruding.classifiers().parameters(0))
        .isNotEqualTo(fitPaired(mixup, settings(), overlapping()).classifiers().parameters(0));
  }

  private static Fit fitPaired(Scheme scheme, TrainingSettings settings, LabeledRows rows) {
    return new PairedTrainer(scheme, alpha(scheme), settings)
        .fit(rows.x(), rows.labels(), rows.classes(), KEY, scheme.candidates(settings));
  }

  @ParameterizedTest
  @CsvSource({"MIXUP,MIXUP_EXCLUDE_MI", "MIXUP_LOGISTIC,MIXUP_EXCLUDE_MI_LOGISTIC"})
  void whereNothingIntrudesExcludingIntrudersChangesNoBitInTheAuthorsProtocol(
      Scheme mixup, Scheme excluding) {
    LabeledRows rows = apart();
    for (Precision precision : Precision.values()) {
      Evaluation plain =
          new AuthorsTrainer(mixup, ALPHA, settings(precision))
              .evaluate(rows.x(), rows.labels(), TRIAL);
      Evaluation excluded =
          new AuthorsTrainer(excluding, ALPHA, settings(precision))
              .evaluate(rows.x(), rows.labels(), TRIAL);

      assertThat(excluded.fit().intrusionRate()).hasValue(0);
      assertThat(excluded.scores()).isEqualTo(plain.scores());
      assertThat(excluded.fit().classifiers().parameters(0))
          .isEqualTo(plain.fit().classifiers().parameters(0));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GENLABEL_GM,GM,SINGLE",
    "GENLABEL_GM,GM,DOUBLE",
    "GENLABEL_KDE,KDE,SINGLE",
    "GENLABEL_KDE,KDE,DOUBLE"
  })
  void crossValidatedGenLabelIsTheSchemeOfEachOfItsDensitiesInThePairedProtocol(
      Scheme single, DensityKind density, Precision precision) {
    LabeledRows rows = overlapping();
    List<Candidate> both = Scheme.GENLABEL_CV.candidates(settings(precision));
    List<Candidate> one = single.candidates(settings(precision));
    LaneClassifier ofBoth = fitPaired(Scheme.GENLABEL_CV, settings(precision), rows).classifiers();
    LaneClassifier ofOne = fitPaired(single, settings(precision), rows).classifiers();

    List<Integer> restricted =
        IntStream.range(0, both.size())
            .filter(lane -> both.get(lane).density().equals(Optional.of(density)))
            .boxed()
            .toList();
    assertThat(restricted.stream().map(both::get).toList()).isEqualTo(one);
    for (int lane = 0; lane < one.size(); lane++) {
      assertThat(ofBoth.parameters(restricted.get(lane)))
          .as(one.get(lane).toString())
          .isEqualTo(ofOne.parameters(lane));
    }
  }

  @ParameterizedTest
  @CsvSource({"GENLABEL_GM", "GENLABEL_KDE"})
  void crossValidatedGenLabelIsTheSchemeOfEachOfItsDensitiesInTheAuthorsProtocol(Scheme single) {
    LabeledRows rows = overlapping();
    AuthorsTrainer ofBoth = new AuthorsTrainer(Scheme.GENLABEL_CV, ALPHA, settings());
    AuthorsTrainer ofOne = new AuthorsTrainer(single, ALPHA, settings());
    List<PlannedFit> plan = ofOne.plan(rows.x(), rows.labels(), TRIAL);
    List<PlannedFit> planOfBoth = ofBoth.plan(rows.x(), rows.labels(), TRIAL);

    for (PlannedFit fit :
        List.of(plan.get(3), plan.get(plan.size() - 1), planOfBoth.get(planOfBoth.size() - 1))) {
      for (Candidate candidate : single.candidates(settings())) {
        assertThat(ofBoth.fit(rows.x(), rows.labels(), fit, candidate).classifiers().parameters(0))
            .as(candidate.toString())
            .isEqualTo(
                ofOne.fit(rows.x(), rows.labels(), fit, candidate).classifiers().parameters(0));
      }
    }
  }

  /** Notes the labels of all rows. */
  private static final class Labels extends RowListener {
    private final List<double[][]> rows = new ArrayList<>();

    @Override
    void addRow(double[] x, double[][] labels) {
      rows.add(labels);
    }
  }

  private static void assertLabelsSumToOne(Labels labels, int densities) {
    assertThat(labels.rows).hasSizeGreaterThan(100);
    for (double[][] row : labels.rows) {
      assertThat(row).hasNumberOfRows(1 + densities);
      for (double[] label : row) {
        // A rounding for each class; what is asked for is wider.
        assertThat(Arrays.stream(label).sum()).isCloseTo(1, within(1e-12));
        assertThat(Arrays.stream(label)).allSatisfy(share -> assertThat(share).isBetween(0.0, 1.0));
      }
    }
  }

  /** Rows that are hard to label: copies across classes, an empty class, a class of one row. */
  private static LabeledRows awkward() {
    LabeledRows rows = overlapping();
    double[][] x = rows.x();
    int[] labels = rows.labels();
    x[1] = x[0].clone();
    x[5] = x[0].clone();
    for (int i = 0; i < 50; i++) {
      x[i][3] = 1;
      labels[i] = labels[i] == 2 ? 4 : labels[i];
    }
    labels[10] = 3;
    return new LabeledRows(x, labels, 5);
  }

  static List<LabeledRows> kindsOfRows() {
    return List.of(overlapping(), apart(), awkward());
  }

  @ParameterizedTest
  @MethodSource("kindsOfRows")
  void labelsOfEverySchemeSumToOne(LabeledRows rows) {
    for (Scheme scheme : Scheme.values()) {
      if (!scheme.isTrained() || scheme.mixing() == Mixing.ADAPTIVE) {
        continue;
      }
      KeyedRandom columns = KeyedRandom.of("columns");
      List<DensityKind> densities = scheme.labelDensities();
      Labels paired = new Labels();
      Labels authors = new Labels();
      AuthorsRandom random = new AuthorsRandom(TRIAL, ALPHA);

      SchemeRules.train(
          paired,
          rows.features(),
          rows.classes(),
          new KeyedMixStream(KEY, scheme.mixing(), alpha(scheme), rows.count(), 16),
          SchemeRules.paired(scheme, densities, rows, columns::permutation),
          10);
      SchemeRules.train(
          authors,
          rows.features(),
          rows.classes(),
          new AuthorsMixStream(random, scheme.mixing(), rows.count(), 16),
          SchemeRules.authors(scheme, densities, rows, random.torch()::permutation),
          10);

      assertLabelsSumToOne(paired, densities.size());
      assertLabelsSumToOne(authors, densities.size());
    }
  }

  @ParameterizedTest
  @MethodSource("kindsOfRows")
  void labelsOfTheFrozenPolicySumToOne(LabeledRows rows) {
    Labels labels = new Labels();
    AuthorsRandom random = new AuthorsRandom(TRIAL, OptionalDouble.empty());
    FrozenPolicy policy = FrozenPolicy.draw(rows.features(), random.torch());

    new FrozenAdaMixup(
            rows, policy, new AuthorsMixStream(random, Mixing.ADAPTIVE, rows.count(), 16))
        .train(labels, 10);

    assertThat(labels.rows).hasSize(10 * 3 * rows.count());
    assertLabelsSumToOne(labels, 0);
  }

  private static final int[] NEW_CLASS = {2, 0, 1};

  private static LabeledRows permuted(LabeledRows rows) {
    int[] labels = IntStream.of(rows.labels()).map(label -> NEW_CLASS[label]).toArray();
    return new LabeledRows(rows.x(), labels, rows.classes());
  }

  /** The weights of class c, and its bias, are those of its new class. */
  private static double[] permuted(double[] parameters, int features) {
    double[] moved = new double[parameters.length];
    for (int c = 0; c < 3; c++) {
      System.arraycopy(parameters, c * features, moved, NEW_CLASS[c] * features, features);
      moved[3 * features + NEW_CLASS[c]] = parameters[3 * features + c];
    }
    return moved;
  }

  @ParameterizedTest
  @EnumSource(
      value = Scheme.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"GM_CLASSIFIER", "ADAMIXUP"})
  void permutingTheClassesPermutesTheModelsOfEveryScheme(Scheme scheme) {
    LabeledRows rows = overlapping();
    LaneModel before = trained(scheme, rows, false);
    LaneModel after = trained(scheme, permuted(rows), false);
    LaneModel authorsBefore = trained(scheme, rows, true);
    LaneModel authorsAfter = trained(scheme, permuted(rows), true);

    for (int lane = 0; lane < scheme.candidates(settings()).size(); lane++) {
      // Softmax and labels sum the classes in another order: some fifty steps of rounding.
      assertThat(after.parameters(lane))
          .as("lane " + lane)
          .containsExactly(permuted(before.parameters(lane), 4), within(1e-10));
      assertThat(authorsAfter.parameters(lane))
          .as("lane " + lane)
          .containsExactly(permuted(authorsBefore.parameters(lane), 4), within(1e-10));
    }
  }

  /** All candidates of a scheme from zero, in double precision. */
  private static LaneModel trained(Scheme scheme, LabeledRows rows, boolean authors) {
    List<DensityKind> densities = scheme.labelDensities();
    List<Lane> lanes =
        scheme.candidates(settings()).stream()
            .map(
                candidate ->
                    new Lane(
                        candidate.learningRate(),
                        candidate.gamma().orElse(0),
                        0,
                        candidate
                            .density()
                            .map(density -> 1 + densities.indexOf(density))
                            .orElse(Lane.NONE)))
            .toList();
    LaneModel models = settings(Precision.DOUBLE).newModels(rows.features(), rows.classes(), lanes);
    AuthorsRandom random = new AuthorsRandom(TRIAL, ALPHA);
    KeyedRandom columns = KeyedRandom.of("columns");
    MixStream stream =
        authors
            ? new AuthorsMixStream(random, scheme.mixing(), rows.count(), 16)
            : new KeyedMixStream(KEY, scheme.mixing(), alpha(scheme), rows.count(), 16);
    FitRules rules =
        authors
            ? SchemeRules.authors(scheme, densities, rows, random.torch()::permutation)
            : SchemeRules.paired(scheme, densities, rows, columns::permutation);
    SchemeRules.train(models, rows.features(), rows.classes(), stream, rules, 12);
    return models;
  }

  @Test
  void permutingTheClassesPermutesTheFrozenPolicysModel() {
    LabeledRows rows = overlapping();

    // As above.
    assertThat(trainedByFrozenPolicy(permuted(rows)))
        .containsExactly(permuted(trainedByFrozenPolicy(rows), 4), within(1e-10));
  }

  private static double[] trainedByFrozenPolicy(LabeledRows rows) {
    AuthorsRandom random = new AuthorsRandom(TRIAL, OptionalDouble.empty());
    LaneModel model =
        settings(Precision.DOUBLE)
            .newModels(rows.features(), rows.classes(), List.of(new Lane(0.1, 0, 0, Lane.NONE)));
    new FrozenAdaMixup(
            rows,
            FrozenPolicy.draw(rows.features(), random.torch()),
            new AuthorsMixStream(random, Mixing.ADAPTIVE, rows.count(), 16))
        .train(model, 12);
    return model.parameters(0);
  }

  @Test
  void permutingTheClassesPermutesAdaMixupsClassifierAndNothingElse() {
    LabeledRows rows = overlapping();
    double[] start = new double[15];
    KeyedRandom random = KeyedRandom.of("classifier");
    Arrays.setAll(start, i -> random.uniform(0.5));

    double[] before = trainedByAdaMixup(rows, start);
    double[] after = trainedByAdaMixup(permuted(rows), permuted(start, 4));

    double[] expected =
        DoubleStream.concat(
                Arrays.stream(permuted(Arrays.copyOf(before, 15), 4)),
                Arrays.stream(before).skip(15))
            .toArray();
    // As above; the policy's ten thousand weights hang on the classifier's rounding.
    assertThat(after).containsExactly(expected, within(1e-7));
    assertThat(after[0]).as("has moved").isNotCloseTo(permuted(start, 4)[0], within(1e-3));
  }

  private static double[] trainedByAdaMixup(LabeledRows rows, double[] start) {
    AdaMixup networks = new AdaMixup(4, 3, 0.01, settings(Precision.DOUBLE));
    int[] next = {0};
    networks.initialize(bound -> start[next[0]++], KeyedRandom.of("others"));
    networks.train(
        rows.x(),
        rows.labels(),
        new KeyedMixStream(KEY, Mixing.ADAPTIVE, OptionalDouble.empty(), rows.count(), 16),
        5);
    return networks.parameters(0);
  }
}
