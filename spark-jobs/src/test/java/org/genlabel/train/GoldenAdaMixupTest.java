package org.genlabel.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.genlabel.data.LabeledRows;
import org.genlabel.golden.GoldenFile;
import org.genlabel.learner.Hyperparameters;
import org.genlabel.learner.TargetBlend;
import org.genlabel.mixup.Draw;
import org.genlabel.mixup.MixStream;
import org.genlabel.mixup.Target;
import org.genlabel.reference.DoubleAdam;
import org.genlabel.reference.DoubleSoftmaxLearner;
import org.genlabel.train.protocol.FrozenPolicy;
import org.genlabel.train.protocol.FrozenPolicyRules;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Compares AdaMixup of the authors' program, whose policy is not trained, with another
 * implementation.
 */
class GoldenAdaMixupTest {
  /**
   * The policy rounds lambda to a float, the reference does not: some 2e-8 per row, of either sign,
   * is 2e-9 in the mean over a hundred rows. A step of Adam propagates the gradient's relative
   * error (the gradients are of the order of 0.1 here, few below 0.01) times the learning rate,
   * 0.01; ten of them give at most 2e-8. Measured: 2e-9.
   */
  private static final double TOLERANCE = 5e-8;

  /** A stream of all rows at once, with the permutations and uniform numbers of the file. */
  private record GivenTriples(int[][] partners, double[][] uniforms, int[] step)
      implements MixStream {
    @Override
    public int batchesPerEpoch() {
      return 1;
    }

    @Override
    public int largestBatch() {
      return partners[0].length;
    }

    @Override
    public void next(Draw batch) {
      batch.begin(1);
      for (int row = 0; row < partners[step[0]].length; row++) {
        batch.add(row, partners[step[0]][row], row, uniforms[step[0]][row]);
      }
      step[0]++;
    }
  }

  private static FrozenPolicy policy(GoldenFile golden) {
    return FrozenPolicy.of(
        golden.matrix("adamixup", "generator", "layer1.weight"),
        golden.vector("adamixup", "generator", "layer1.bias"),
        golden.matrix("adamixup", "generator", "layer2.weight"),
        golden.vector("adamixup", "generator", "layer2.bias"),
        golden.matrix("adamixup", "generator", "layer3.weight"),
        golden.vector("adamixup", "generator", "layer3.bias"));
  }

  @ParameterizedTest
  @ValueSource(ints = {48, 187})
  void lambdasOfTheFirstStepAgree(int id) throws IOException {
    GoldenFile golden = GoldenFile.ofDataset(id);
    double[][] x = golden.matrix("X_train");
    int[] partner = golden.integerRows("adamixup", "perm2")[0];
    double[] uniforms = golden.matrix("adamixup", "e")[0];
    double[] expected = golden.vector("adamixup", "lambda_step0");
    FrozenPolicy policy = policy(golden);

    assertThat(expected).hasSameSizeAs(x);
    for (int row = 0; row < x.length; row++) {
      // a, delta, u, their product and the sum are floats: five rounding errors of at most 2^-25
      // each.
      assertThat(policy.lambda(x[row], x[partner[row]], uniforms[row]))
          .as("row " + row)
          .isCloseTo(expected[row], within(5 * 0x1p-25));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {48, 187})
  void tenStepsOfTheClassifierAgree(int id) throws IOException {
    GoldenFile golden = GoldenFile.ofDataset(id);
    int features = golden.integer("d");
    int classes = golden.integer("K");
    double decay = golden.number("train_mixup", "weight_decay");
    int steps = golden.integer("adamixup", "steps");
    List<Hyperparameters> candidates =
        List.of(
            new Hyperparameters(golden.number("adamixup", "lr"), TargetBlend.of(Target.LINEAR)));
    LossRecorder model =
        new LossRecorder(
            new DoubleSoftmaxLearner(
                features, classes, candidates, () -> new DoubleAdam(decay), steps, null),
            candidates);
    LabeledRows rows =
        new LabeledRows(golden.matrix("X_train"), golden.integers("y_train"), classes);

    SchemeRules.train(
        model,
        new GivenTriples(
            golden.integerRows("adamixup", "perm2"), golden.matrix("adamixup", "e"), new int[] {0}),
        new FrozenPolicyRules(rows, policy(golden)));

    double[] weights =
        Arrays.stream(golden.matrix("adamixup", "W")).flatMapToDouble(Arrays::stream).toArray();
    double[] expected =
        DoubleStream.concat(Arrays.stream(weights), Arrays.stream(golden.vector("adamixup", "b")))
            .toArray();
    assertThat(model.classifier(0).parameters()).containsExactly(expected, within(TOLERANCE));
    // The recorder averages over three points per row.
    double[] losses = Arrays.stream(model.losses(0)).map(loss -> 3 * loss).toArray();
    assertThat(losses).containsExactly(golden.vector("adamixup", "loss_cls"), within(TOLERANCE));
  }
}
