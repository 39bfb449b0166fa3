package org.genlabel.density;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.genlabel.cost.Shape;
import org.genlabel.cost.Work;
import org.genlabel.cost.WorkUnits;
import org.genlabel.data.LabeledRows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests of the rows of the table of densities. */
class DensityKindTest {
  private static final Shape FEW_FEATURES = new Shape(100, 2, 3);
  private static final Shape MANY_FEATURES = new Shape(100, 64, 3);

  @ParameterizedTest
  @CsvSource({"GM,gm,1,true,false", "KDE,kde,2,true,true", "NN,nn,0,false,true"})
  void rowsAreThoseOfThePaperAndTheAuthorsProgram(
      DensityKind kind, String key, int fewestRows, boolean measuresFit, boolean segments) {
    assertThat(kind.key()).isEqualTo(key);
    assertThat(kind.fewestRowsOfClass()).isEqualTo(fewestRows);
    assertThat(kind.measuresFit()).isEqualTo(measuresFit);
    assertThat(kind.prefersSegments(MANY_FEATURES)).isEqualTo(segments);
    assertThat(kind.prefersSegments(FEW_FEATURES)).isFalse();
  }

  @Test
  void keysAreUnique() {
    assertThat(Stream.of(DensityKind.values()).map(DensityKind::key)).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @EnumSource(DensityKind.class)
  void fitsEqualRowsEquallyAndByScottsRuleUnlessGiven(DensityKind kind) {
    double[][] x = {{0, 0}, {1, 0.5}, {0.2, 1}, {5, 5}, {6, 5.5}, {5.5, 7}};
    int[] labels = {0, 0, 0, 1, 1, 1};
    LabeledRows rows = new LabeledRows(x, labels, 3);

    double[] point = {2.5, 3};
    double[] together = new double[3];
    double[] byThemselves = new double[3];
    double[] fixed = new double[3];
    kind.fit(rows).logDensities(point, together);
    kind.fit(new LabeledRows(x, labels, 3)).logDensities(point, byThemselves);
    kind.fit(rows, Bandwidth.SCOTT).logDensities(point, fixed);

    assertThat(together).isEqualTo(byThemselves).isEqualTo(fixed);
  }

  @Test
  void gaussiansCostAWhiteningOfEveryClassAtEveryPoint() {
    Map<Work, Double> units = Map.of(Work.WHITENING, 1000 * 3 * 4.0);

    assertThat(work(DensityKind.GM, FEW_FEATURES, false)).isEqualTo(units);
    assertThat(work(DensityKind.GM, FEW_FEATURES, true)).isEqualTo(units);
  }

  @Test
  void kernelsCostAWhiteningAndAllRowsAtEveryPoint() {
    assertThat(work(DensityKind.KDE, FEW_FEATURES, true))
        .isEqualTo(
            Map.of(
                Work.WHITENING, 1000 * 3 * 4.0,
                Work.KERNEL, 1000 * 100.0,
                Work.KERNEL_FEATURE, 1000 * 100 * 2.0));
  }

  @Test
  void neighborsCostTheFeaturesOfAllRowsAtEveryPoint() {
    assertThat(work(DensityKind.NN, FEW_FEATURES, true))
        .isEqualTo(Map.of(Work.NEIGHBOR_FEATURE, 1000 * 100 * 2.0));
    assertThat(work(DensityKind.NN, MANY_FEATURES, false))
        .isEqualTo(Map.of(Work.NEIGHBOR_FEATURE, 1000 * 100 * 64.0));
  }

  @Test
  void onSegmentsManyFeaturesCostThePairsOfRowsOnce() {
    double pairs = 100 * 100 * 64.0;

    assertThat(work(DensityKind.KDE, MANY_FEATURES, true))
        .isEqualTo(Map.of(Work.SEGMENT_KERNEL, 1000 * 100.0, Work.PAIR_FEATURE, pairs));
    assertThat(work(DensityKind.NN, MANY_FEATURES, true))
        .isEqualTo(Map.of(Work.SEGMENT_NEIGHBOR, 1000 * 100.0, Work.PAIR_FEATURE, pairs));
  }

  @ParameterizedTest
  @EnumSource(DensityKind.class)
  void everyKindCostsSomethingThatGrowsWithThePoints(DensityKind kind) {
    for (boolean onSegments : new boolean[] {false, true}) {
      WorkUnits few = new WorkUnits();
      WorkUnits many = new WorkUnits();
      kind.addWork(few, FEW_FEATURES, 1000, onSegments);
      kind.addWork(many, FEW_FEATURES, 2000, onSegments);

      assertThat(few.asMap()).isNotEmpty();
      few.asMap().forEach((work, units) -> assertThat(many.get(work)).isEqualTo(2 * units));
    }
  }

  private static Map<Work, Double> work(DensityKind kind, Shape shape, boolean onSegments) {
    WorkUnits units = new WorkUnits();
    kind.addWork(units, shape, 1000, onSegments);
    return units.asMap();
  }
}
