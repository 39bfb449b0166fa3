package org.genlabel.report.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.genlabel.random.KeyedRandom;
import org.genlabel.report.page.ReportTable;
import org.genlabel.report.plot.Picture;
import org.genlabel.report.plot.SvgDocument;
import org.genlabel.theory.DirectionExample;
import org.genlabel.theory.GaussianClasses;
import org.genlabel.theory.LabelingExample;
import org.genlabel.theory.ManifoldIntrusionExample;
import org.genlabel.theory.ManifoldIntrusionExample.PairSampling;
import org.genlabel.theory.ManifoldIntrusionExample.Scheme;
import org.genlabel.theory.ModelLosses;
import org.genlabel.theory.RandomModels;
import org.genlabel.theory.RobustnessLosses;
import org.junit.jupiter.api.Test;

/**
 * Tests that the tables of the examples contain the numbers of {@link org.genlabel.theory} with all
 * digits.
 */
class TheoryFiguresTest {
  private static final TheoryFigures FIGURES = new TheoryFigures(1, 100);

  /** Returns the numbers in the last cells of a row. */
  private static List<Double> numbers(ReportTable table, int row, int count) {
    List<ReportTable.Cell> cells = table.rows().get(row);
    return cells.subList(cells.size() - count, cells.size()).stream()
        .map(cell -> Double.valueOf(cell.exact()))
        .toList();
  }

  @Test
  void exampleOneHasTheMarginsOfItsOptima() {
    ReportTable table = FIGURES.intrusionTable();

    int row = 0;
    for (PairSampling sampling : PairSampling.values()) {
      for (Scheme scheme : Scheme.values()) {
        ManifoldIntrusionExample.Optimum optimum =
            new ManifoldIntrusionExample(sampling).optimum(scheme);
        assertThat(numbers(table, row, 4))
            .containsExactly(
                scheme == Scheme.MIXUP ? 7.0 / 16 : 0.5,
                optimum.margin(),
                optimum.theta(),
                optimum.loss());
        row++;
      }
    }
    assertThat(table.rows()).hasSize(row);
  }

  @Test
  void exampleTwoHasTheMarginsOfEveryTraining() {
    LabelingExample example = new LabelingExample(5);
    ReportTable table = FIGURES.labelingTable();

    List<LabelingExample.Outcome> outcomes =
        List.of(
            example.vanilla(100, 0.1),
            example.vanilla(1000, 0.1),
            example.vanilla(10_000, 0.1),
            example.mixupLinear(),
            example.mixupLogistic(0.1),
            example.mixupLogistic(example.matchingVariance()),
            example.maxMargin());
    assertThat(table.rows()).hasSameSizeAs(outcomes);
    for (int row = 0; row < outcomes.size(); row++) {
      LabelingExample.Outcome outcome = outcomes.get(row);
      double[] margins = outcome.margins();
      assertThat(numbers(table, row, 4))
          .containsExactly(outcome.margin(), margins[0], margins[1], margins[2]);
    }
  }

  @Test
  void exampleThreeHasTheBestDirectionsAndTheirLimits() {
    DirectionExample example = new DirectionExample(10);
    ReportTable table = FIGURES.directionTable();

    int row = 0;
    for (DirectionExample.Scheme scheme : DirectionExample.Scheme.values()) {
      double limit = example.limit(scheme);
      assertThat(numbers(table, row++, 6))
          .containsExactly(
              example.bestAngle(scheme, 1) / Math.PI,
              example.bestAngle(scheme, 10) / Math.PI,
              example.bestAngle(scheme, 100) / Math.PI,
              example.bestAngle(scheme, 1000) / Math.PI,
              limit / Math.PI,
              DirectionExample.margin(limit));
    }
    assertThat(table.rows()).hasSize(DirectionExample.Scheme.values().length);
  }

  @Test
  void appendixCountsTheOrdersOfItsModels() {
    GaussianClasses classes = new GaussianClasses(2, 0.1, 0, 1);
    KeyedRandom random = KeyedRandom.of("seed=1", "App. B.1");
    RobustnessLosses losses =
        new RobustnessLosses(
            classes, classes.sample(40, random), RobustnessLosses.genLabelStep(classes));
    List<ModelLosses> models = RandomModels.rows(losses, 100, 2, random);
    ReportTable table = FIGURES.lossTable();

    List<RandomModels.Counts> counts =
        List.of(
            RandomModels.exact(models, model -> true),
            RandomModels.approximate(models, model -> true),
            RandomModels.exact(models, ModelLosses::separates),
            RandomModels.approximate(models, ModelLosses::separates));
    for (int row = 0; row < counts.size(); row++) {
      assertThat(numbers(table, row, 4))
          .containsExactly(
              (double) counts.get(row).models(),
              (double) counts.get(row).mixupAboveGenLabel(),
              (double) counts.get(row).genLabelAboveAdversarial(),
              (double) counts.get(row).ordered());
    }
    assertThat(FIGURES.lossPicture().description())
        .startsWith(counts.get(2).models() + " models by their norm");
    // The statement in the description of the picture.
    assertThat(counts.get(2).ordered()).isEqualTo(counts.get(2).models()).isPositive();
  }

  @Test
  void everyPictureIsWellFormedAndWithinItsFrame() {
    List<Picture> pictures = new ArrayList<>();
    pictures.add(FIGURES.intrusionPicture());
    pictures.addAll(FIGURES.labelingBoundaries());
    pictures.addAll(FIGURES.labelingLabels());
    pictures.add(FIGURES.directionPicture());
    pictures.add(FIGURES.lossPicture());

    assertThat(pictures).hasSize(1 + 7 + 3 + 1 + 1);
    assertThat(pictures.stream().map(Picture::id)).doesNotHaveDuplicates();
    pictures.forEach(picture -> SvgDocument.of(picture.svg()).assertNamed().assertInside());
  }
}
