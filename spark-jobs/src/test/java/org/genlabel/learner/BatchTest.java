package org.genlabel.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.genlabel.data.LabeledRows;
import org.genlabel.density.DensityKind;
import org.genlabel.density.NearestRow;
import org.genlabel.mixup.Draw;
import org.genlabel.mixup.LabelingRule;
import org.genlabel.mixup.ManifoldIntrusion;
import org.genlabel.mixup.MixStream;
import org.genlabel.mixup.MixingRule;
import org.genlabel.mixup.PairMixing;
import org.genlabel.mixup.Target;
import org.junit.jupiter.api.Test;

class BatchTest {
  /** The first label of a rule, which identifies the rule. */
  private static final Map<String, Double> VALUES =
      Map.of("LINEAR", 0.0, "LOGISTIC", 1.0, "NEAREST", 1.0, "GM", 10.0, "KDE", 11.0, "NN", 11.0);

  /** Three classes on a line, with the third in the middle. */
  private static final LabeledRows ROWS =
      new LabeledRows(new double[][] {{-1}, {1}, {0}}, new int[] {0, 1, 2}, 3);

  /** Batches of the outer two rows; half of the points intrude on the row in the middle. */
  private static final class OuterRows implements MixStream {
    private int drawn;

    @Override
    public int batchesPerEpoch() {
      return 2;
    }

    @Override
    public int largestBatch() {
      return 4;
    }

    /**
     * Draws four pairs with lambda = 1/2, where pairs of two outer rows intrude, or three with
     * lambda = 7/8, where none does.
     */
    @Override
    public void next(Draw draw) {
      boolean isFirst = drawn++ % 2 == 0;
      draw.begin(isFirst ? 0.5 : 0.875);
      draw.add(0, 0);
      draw.add(0, 1);
      draw.add(1, 1);
      if (isFirst) {
        draw.add(1, 0);
      }
    }
  }

  /** Rules that record when they are requested and when they are applied. */
  private static final class NotedRules implements BatchRules {
    private final List<String> asked = new ArrayList<>();
    private final List<String> followed = new ArrayList<>();

    @Override
    public LabeledRows rows() {
      return ROWS;
    }

    @Override
    public MixingRule mixing() {
      asked.add("mixing");
      MixingRule mixup = MixingRule.mixup(PairMixing.doublePrecision(ROWS.x()));
      return (draw, points) -> {
        followed.add("mixing");
        mixup.mix(draw, points);
      };
    }

    @Override
    public LabelingRule label(Target target) {
      asked.add(target.name());
      return labeling(target.name(), VALUES.get(target.name()));
    }

    @Override
    public LabelingRule generated(DensityKind density) {
      asked.add(density.name());
      return labeling(density.name(), VALUES.get(density.name()));
    }

    /** Returns labels that contain the value of a rule and the number of previous batches. */
    private LabelingRule labeling(String name, double value) {
      double[] next = {value};
      return (points, labels) -> {
        followed.add(name);
        Arrays.fill(labels, next[0]);
        next[0] += 100;
      };
    }

    @Override
    public ManifoldIntrusion intrusion() {
      asked.add("intrusion");
      NearestRow nearest = new NearestRow(new LabeledRows(ROWS.x(), ROWS.labels(), ROWS.classes()));
      return new ManifoldIntrusion(
          (points, first, second, weight, labels) -> {
            followed.add("intrusion");
            nearest.labels(points, first, second, weight, labels);
          },
          ROWS.labels());
    }

    @Override
    public boolean stepsOnEmptyBatch() {
      return false;
    }
  }

  private final NotedRules rules = new NotedRules();
  private final Batch batch = new Batch(new OuterRows(), rules);

  private double[] x() {
    return Arrays.copyOf(batch.mixed().x(), batch.mixed().count());
  }

  private int[] kept() {
    return Arrays.copyOf(batch.kept(), batch.keptCount());
  }

  @Test
  void drawsFromTheStreamAndNothingElse() {
    assertThat(batch.batchesPerEpoch()).isEqualTo(2);
    assertThat(batch.rules()).isSameAs(rules);

    batch.draw();
    assertThat(batch.drawn().size()).isEqualTo(4);
    assertThat(batch.drawn().lambda()).isEqualTo(0.5);
    batch.draw();
    assertThat(batch.drawn().size()).isEqualTo(3);
    assertThat(batch.drawn().lambda()).isEqualTo(0.875);

    assertThat(rules.asked).isEmpty();
    assertThat(rules.followed).isEmpty();
  }

  @Test
  void pointsAreThoseOfThePairsThatWereDrawn() {
    batch.draw();
    assertThat(x()).containsExactly(-1, 0, 1, 0);

    batch.draw();
    assertThat(x()).containsExactly(-1, -0.75, 1);
  }

  @Test
  void everythingIsComputedOncePerDrawHoweverOftenItIsRequested() {
    batch.draw();
    for (int pull = 0; pull < 3; pull++) {
      batch.kept();
      batch.keptCount();
      batch.label(Target.LINEAR);
      batch.generated(DensityKind.GM);
      batch.mixed();
    }

    assertThat(rules.followed).containsExactly("mixing", "intrusion", "LINEAR", "GM");
  }

  @Test
  void everyRuleIsRequestedOnceForAllDraws() {
    for (int draw = 0; draw < 3; draw++) {
      batch.draw();
      batch.mixed();
      batch.label(Target.LINEAR);
      batch.label(Target.NEAREST);
      batch.generated(DensityKind.KDE);
      batch.kept();
    }

    assertThat(rules.asked).containsExactly("mixing", "LINEAR", "NEAREST", "KDE", "intrusion");
    assertThat(rules.followed).hasSize(3 * 5);
  }

  @Test
  void whatIsNotRequestedIsNotComputed() {
    batch.draw();
    batch.label(Target.LOGISTIC);
    batch.draw();
    batch.draw();
    batch.mixed();

    assertThat(rules.asked).containsExactly("LOGISTIC", "mixing");
    // Labels need the points.
    assertThat(rules.followed).containsExactly("mixing", "LOGISTIC", "mixing");
  }

  @Test
  void labelsAreThoseOfTheirRuleAndOfTheLastDraw() {
    batch.draw();
    assertThat(batch.label(Target.LINEAR)).containsOnly(0);
    assertThat(batch.label(Target.LOGISTIC)).containsOnly(1);
    assertThat(batch.generated(DensityKind.GM)).containsOnly(10);
    assertThat(batch.generated(DensityKind.KDE)).containsOnly(11);

    batch.draw();
    assertThat(batch.generated(DensityKind.GM)).containsOnly(110);
    assertThat(batch.label(Target.LINEAR)).hasSize(3 * batch.mixed().stride()).containsOnly(100);
    // Not requested for the second draw, so that the third draw is its second.
    batch.draw();
    assertThat(batch.generated(DensityKind.KDE)).containsOnly(111);
  }

  @Test
  void keptAreThePointsThatDoNotIntrudeInOrder() {
    batch.draw();
    assertThat(kept()).containsExactly(0, 2);

    batch.draw();
    assertThat(kept()).containsExactly(0, 1, 2);

    batch.draw();
    assertThat(batch.keptCount()).isEqualTo(2);
  }

  @Test
  void intrusionRateIsTheShareOverRequestedBatches() {
    assertThat(batch.intrusionRate()).isEqualTo(OptionalDouble.empty());
    batch.draw();
    batch.mixed();
    assertThat(batch.intrusionRate()).isEqualTo(OptionalDouble.empty());

    batch.draw();
    batch.kept();
    assertThat(batch.intrusionRate()).hasValue(0);

    batch.draw();
    batch.kept();
    batch.keptCount();
    // Two of the three previous points and these four; it was not requested for the first four.
    assertThat(batch.intrusionRate().orElseThrow()).isCloseTo(2 / 7.0, within(0.0));
  }

  @Test
  void pairsMayMakeSeveralPoints() {
    // More points than the width of the kernels, which is the number of pairs.
    GivenBatch given =
        GivenBatch.of(new double[48][2], new double[48][3])
            .withPointsOfPair(3)
            .withIntruding(Set.of(47));

    Batch threefold = given.drawn();

    assertThat(threefold.drawn().size()).isEqualTo(16);
    assertThat(threefold.mixed().count()).isEqualTo(48);
    assertThat(threefold.label(Target.LINEAR)).hasSize(3 * 48);
    assertThat(threefold.keptCount()).isEqualTo(47);
  }
}
