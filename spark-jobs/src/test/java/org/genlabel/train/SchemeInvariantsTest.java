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
import org.genlabel.learner.Hyperparameters;
import org.genlabel.learner.Learner;
import org.genlabel.learner.ModelKind;
import org.genlabel.learner.TargetBlend;
import org.genlabel.mixup.AuthorsMixStream;
import org.genlabel.mixup.KeyedMixStream;
import org.genlabel.mixup.MixStream;
import org.genlabel.mixup.Mixing;
import org.genlabel.mixup.Target;
import org.genlabel.random.AuthorsRandom;
import org.genlabel.random.FitKey;
import org.genlabel.random.KeyedRandom;
import org.genlabel.reference.AdaMixup;
import org.genlabel.reference.DoubleAdam;
import org.genlabel.reference.DoubleSoftmaxLearner;
import org.genlabel.train.protocol.AuthorsProtocol;
import org.genlabel.train.protocol.FrozenPolicy;
import org.genlabel.train.protocol.FrozenPolicyRules;
import org.genlabel.train.protocol.PairedProtocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests properties of all schemes, and relations between schemes, in both protocols. */
class SchemeInvariantsTest {
  private static final FitKey KEY = new FitKey(1, "made up", 0, FitKey.FINAL);
  private static final int TRIAL = 2;
  private static final OptionalDouble ALPHA = OptionalDouble.of(1);

  private static TrainingSettings settings() {
    return new TrainingSettings(
        12,
        16,
        TrainingSettings.OptimizerKind.ADAM,
        List.of(0.1, 0.01),
        List.of(0.0, 0.4, 1.0),
        5,
        1e-4);
  }

  private static OptionalDouble alpha(Scheme scheme) {
    return scheme.dependsOnAlpha() ? ALPHA : OptionalDouble.empty();
  }

  /**
   * Returns rows of three overlapping classes of unequal size, so that no gradient is 0 by
   * symmetry.
   */
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

  /** Returns two clouds whose points are nearer to each other than to the other cloud. */
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
    TrainedFits plain = fitPaired(mixup, rows);
    TrainedFits excluded = fitPaired(excluding, rows);

    assertThat(excluded.intrusionRate(0)).hasValue(0);
    for (int candidate = 0; candidate < 2; candidate++) {
      assertThat(parameters(excluded, candidate)).isEqualTo(parameters(plain, candidate));
    }
    // Conversely, it changes the parameters if points intrude.
    TrainedFits intruding = fitPaired(excluding, overlapping());
    assertThat(intruding.intrusionRate(0).orElseThrow()).isPositive();
    assertThat(parameters(intruding, 0))
        .isNotEqualTo(parameters(fitPaired(mixup, overlapping()), 0));
  }

  /** Trains all candidates of a scheme. */
  private static TrainedFits fitPaired(Scheme scheme, LabeledRows rows) {
    return new PairedProtocol(
            ModelKind.SOFTMAX_REGRESSION, List.of(scheme), alpha(scheme), settings(), KEY)
        .train(rows, KEY, Grid.separate(scheme, settings()).trained());
  }

  private static double[] parameters(TrainedFits fits, int candidate) {
    return fits.learner().classifier(candidate).parameters();
  }

  @ParameterizedTest
  @CsvSource({"MIXUP,MIXUP_EXCLUDE_MI", "MIXUP_LOGISTIC,MIXUP_EXCLUDE_MI_LOGISTIC"})
  void whereNothingIntrudesExcludingIntrudersChangesNoBitInTheAuthorsProtocol(
      Scheme mixup, Scheme excluding) {
    LabeledRows rows = apart();
    Evaluation plain =
        AuthorsProtocol.crossValidation(
                ModelKind.SOFTMAX_REGRESSION, mixup, ALPHA, settings(), TRIAL)
            .evaluate(rows)
            .get(0);
    Evaluation excluded =
        AuthorsProtocol.crossValidation(
                ModelKind.SOFTMAX_REGRESSION, excluding, ALPHA, settings(), TRIAL)
            .evaluate(rows)
            .get(0);

    assertThat(excluded.intrusionRate()).hasValue(0);
    assertThat(excluded.scores()).isEqualTo(plain.scores());
    assertThat(excluded.classifier().parameters()).isEqualTo(plain.classifier().parameters());
  }

  @ParameterizedTest
  @CsvSource({"GENLABEL_GM,GM", "GENLABEL_KDE,KDE"})
  void crossValidatedGenLabelIsTheSchemeOfEachOfItsDensitiesInThePairedProtocol(
      Scheme single, DensityKind density) {
    LabeledRows rows = overlapping();
    List<Candidate> both = Scheme.GENLABEL_CV.candidates(settings());
    List<Candidate> one = single.candidates(settings());
    TrainedFits ofBoth = fitPaired(Scheme.GENLABEL_CV, rows);
    TrainedFits ofOne = fitPaired(single, rows);

    List<Integer> restricted =
        IntStream.range(0, both.size())
            .filter(c -> both.get(c).density().equals(Optional.of(density)))
            .boxed()
            .toList();
    assertThat(restricted.stream().map(both::get).toList()).isEqualTo(one);
    for (int c = 0; c < one.size(); c++) {
      assertThat(parameters(ofBoth, restricted.get(c)))
          .as(one.get(c).toString())
          .isEqualTo(parameters(ofOne, c));
    }
  }

  @ParameterizedTest
  @CsvSource({"GENLABEL_GM", "GENLABEL_KDE"})
  void crossValidatedGenLabelIsTheSchemeOfEachOfItsDensitiesInTheAuthorsProtocol(Scheme single) {
    LabeledRows rows = overlapping();
    AuthorsProtocol ofBoth =
        new AuthorsProtocol(
            ModelKind.SOFTMAX_REGRESSION, Scheme.GENLABEL_CV, ALPHA, settings(), TRIAL);
    AuthorsProtocol ofOne =
        new AuthorsProtocol(ModelKind.SOFTMAX_REGRESSION, single, ALPHA, settings(), TRIAL);
    List<Candidate> candidatesOfBoth = Scheme.GENLABEL_CV.candidates(settings());
    List<Candidate> candidates = single.candidates(settings());

    for (Fit fit :
        List.of(
            ofOne.fits(rows).get(3),
            ofOne.finalFits(rows, List.of(0)).get(0),
            ofBoth.finalFits(rows, List.of(0)).get(0))) {
      for (int c = 0; c < candidates.size(); c++) {
        int ofBothsGrid = candidatesOfBoth.indexOf(candidates.get(c));
        assertThat(parameters(ofBoth.train(rows, List.of(of(fit, ofBothsGrid))), 0))
            .as(candidates.get(c).toString())
            .isEqualTo(parameters(ofOne.train(rows, List.of(of(fit, c))), 0));
      }
    }
  }

  /** Returns the same fit of another candidate. */
  private static Fit of(Fit fit, int candidate) {
    return new Fit(candidate, fit.fold(), fit.rows(), fit.validation(), fit.fails(), fit.start());
  }

  /** Records a scheme's labels of all rows before they are blended. */
  private static RowNotes labels(Scheme scheme, LabeledRows rows) {
    List<TargetBlend> blends = new ArrayList<>();
    blends.add(TargetBlend.of(scheme.target()));
    scheme.labelDensities().forEach(density -> blends.add(TargetBlend.of(1, density)));
    return new RowNotes(10, rows.classes(), blends.toArray(TargetBlend[]::new));
  }

  private static void assertLabelsSumToOne(RowNotes labels, int densities) {
    assertThat(labels.targets).hasSizeGreaterThan(100);
    for (double[][] row : labels.targets) {
      assertThat(row).hasNumberOfRows(1 + densities);
      for (double[] label : row) {
        // One rounding error for each class; the tolerance is wider.
        assertThat(Arrays.stream(label).sum()).isCloseTo(1, within(1e-12));
        assertThat(Arrays.stream(label)).allSatisfy(share -> assertThat(share).isBetween(0.0, 1.0));
      }
    }
  }

  /**
   * Returns rows that are hard to label: copies across classes, an empty class, a class of one row.
   */
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
    for (Scheme scheme : schemesThatMixByRules()) {
      RowNotes paired = labels(scheme, rows);
      RowNotes authors = labels(scheme, rows);

      SchemeRules.train(paired, keyedStream(scheme, rows), SchemeRules.paired(scheme, rows));
      SchemeRules.train(authors, authorsStream(scheme, rows), SchemeRules.authors(scheme, rows));

      assertLabelsSumToOne(paired, scheme.labelDensities().size());
      assertLabelsSumToOne(authors, scheme.labelDensities().size());
    }
  }

  static List<Scheme> schemesThatMixByRules() {
    return Arrays.stream(Scheme.values())
        .filter(scheme -> scheme.isTrained() && !scheme.mixing().isLearned())
        .toList();
  }

  private static MixStream keyedStream(Scheme scheme, LabeledRows rows) {
    return new KeyedMixStream(
        KEY, scheme.mixing(), alpha(scheme), rows.count(), 16, rows.features());
  }

  private static MixStream authorsStream(Scheme scheme, LabeledRows rows) {
    AuthorsRandom random = new AuthorsRandom(TRIAL, ALPHA);
    return new AuthorsMixStream(random, scheme.mixing(), rows.count(), 16, rows.features());
  }

  @ParameterizedTest
  @MethodSource("kindsOfRows")
  void labelsOfTheFrozenPolicySumToOne(LabeledRows rows) {
    RowNotes labels = labels(Scheme.ADAMIXUP, rows);
    AuthorsRandom random = new AuthorsRandom(TRIAL, OptionalDouble.empty());
    FrozenPolicy policy = FrozenPolicy.draw(rows.features(), random.torch());

    SchemeRules.train(
        labels,
        new AuthorsMixStream(random, Mixing.ADAPTIVE, rows.count(), 16, rows.features()),
        new FrozenPolicyRules(rows, policy));

    assertThat(labels.targets).hasSize(10 * 3 * rows.count());
    assertLabelsSumToOne(labels, 0);
  }

  private static final int[] NEW_CLASS = {2, 0, 1};

  private static LabeledRows permuted(LabeledRows rows) {
    int[] labels = IntStream.of(rows.labels()).map(label -> NEW_CLASS[label]).toArray();
    return new LabeledRows(rows.x(), labels, rows.classes());
  }

  /** Moves the weights and the bias of each class to its new class. */
  private static double[] permuted(double[] parameters, int features) {
    double[] moved = new double[parameters.length];
    for (int c = 0; c < 3; c++) {
      System.arraycopy(parameters, c * features, moved, NEW_CLASS[c] * features, features);
      moved[3 * features + NEW_CLASS[c]] = parameters[3 * features + c];
    }
    return moved;
  }

  @ParameterizedTest
  @MethodSource("schemesThatMixByRules")
  void permutingTheClassesPermutesTheModelsOfEveryScheme(Scheme scheme) {
    LabeledRows rows = overlapping();
    Learner before = trained(scheme, rows, false);
    Learner after = trained(scheme, permuted(rows), false);
    Learner authorsBefore = trained(scheme, rows, true);
    Learner authorsAfter = trained(scheme, permuted(rows), true);

    for (int c = 0; c < before.candidates(); c++) {
      // Softmax and labels sum over the classes in another order: rounding errors of some fifty
      // steps.
      assertThat(after.classifier(c).parameters())
          .as("candidate " + c)
          .containsExactly(permuted(before.classifier(c).parameters(), 4), within(1e-10));
      assertThat(authorsAfter.classifier(c).parameters())
          .as("candidate " + c)
          .containsExactly(permuted(authorsBefore.classifier(c).parameters(), 4), within(1e-10));
    }
  }

  private static Learner inDouble(List<Hyperparameters> candidates, LabeledRows rows) {
    return new DoubleSoftmaxLearner(
        rows.features(), rows.classes(), candidates, () -> new DoubleAdam(1e-4), 12, null);
  }

  /** Trains all candidates of a scheme from zero, in double precision. */
  private static Learner trained(Scheme scheme, LabeledRows rows, boolean authors) {
    Learner learner = inDouble(Grid.separate(scheme, settings()).trained(), rows);
    SchemeRules.train(
        learner,
        authors ? authorsStream(scheme, rows) : keyedStream(scheme, rows),
        authors ? SchemeRules.authors(scheme, rows) : SchemeRules.paired(scheme, rows));
    return learner;
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
    Learner learner =
        inDouble(List.of(new Hyperparameters(0.1, TargetBlend.of(Target.LINEAR))), rows);
    FrozenPolicy policy = FrozenPolicy.draw(rows.features(), random.torch());
    SchemeRules.train(
        learner,
        new AuthorsMixStream(random, Mixing.ADAPTIVE, rows.count(), 16, rows.features()),
        new FrozenPolicyRules(rows, policy));
    return learner.classifier(0).parameters();
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
    // As above; the policy's ten thousand weights depend on the classifier's rounding errors.
    assertThat(after).containsExactly(expected, within(1e-7));
    assertThat(after[0]).as("has moved").isNotCloseTo(permuted(start, 4)[0], within(1e-3));
  }

  private static double[] trainedByAdaMixup(LabeledRows rows, double[] start) {
    AdaMixup networks = new AdaMixup(4, 3, 0.01, () -> new DoubleAdam(1e-4));
    int[] next = {0};
    networks.initialize(bound -> start[next[0]++], KeyedRandom.of("others"));
    networks.train(
        rows.x(),
        rows.labels(),
        new KeyedMixStream(KEY, Mixing.ADAPTIVE, OptionalDouble.empty(), rows.count(), 16, 4),
        5);
    return networks.parameters();
  }
}
