package org.genlabel.train;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.PrimitiveIterator;
import java.util.stream.DoubleStream;
import org.genlabel.data.LabeledRows;
import org.genlabel.density.DensityKind;
import org.genlabel.mixup.AuthorsMixStream;
import org.genlabel.mixup.AuthorsRandom;
import org.genlabel.mixup.Mixing;
import org.genlabel.model.Lane;
import org.genlabel.model.LaneModel;
import org.genlabel.model.Precision;

/**
 * Runs the fits of an {@link AuthorsPlan} as the authors' program does, draw for draw: each begins
 * with generators in the state that the plan gives it.
 *
 * <p>Schemes that the authors' program does not have draw in its manner: CutMix takes an order of
 * the columns from torch's generator after a batch's permutation.
 */
final class AuthorsFits {
  private final Scheme scheme;
  private final TrainingSettings settings;

  AuthorsFits(Scheme scheme, TrainingSettings settings) {
    this.scheme = scheme;
    this.settings = settings;
  }

  /**
   * A planned fit of a candidate.
   *
   * @param fitted what is fitted to its rows; may be shared
   */
  record Trainable(PlannedFit planned, Candidate candidate, FitRules.Fitted fitted) {}

  /**
   * Runs fits of as many rows and classes side by side; the plan's generators stay where they are.
   */
  List<Fit> run(List<Trainable> fits) {
    LabeledRows shape = fits.get(0).fitted().rows();
    if (settings.precision() == Precision.DOUBLE) {
      return fits.stream().map(this::fitAlone).toList();
    }
    MixFeed.Buffers buffers =
        new MixFeed.Buffers(
            Math.min(settings.batchSize(), shape.count()), shape.features(), shape.classes());
    return LaneSweep.train(
        fits.stream().map(fit -> lane(fit, buffers)).toList(),
        shape.features(),
        shape.classes(),
        settings);
  }

  /** The initial parameters are drawn before anything else. */
  private LaneSweep.LaneFit lane(Trainable fit, MixFeed.Buffers buffers) {
    AuthorsRandom random = fit.planned().random().copy();
    Candidate candidate = fit.candidate();
    LabeledRows rows = fit.fitted().rows();
    double[] initial = new double[rows.classes() * (rows.features() + 1)];
    double bound = 1 / StrictMath.sqrt(rows.features());
    Arrays.setAll(initial, ignored -> random.torch().uniform(bound));
    PrimitiveIterator.OfDouble parameters = DoubleStream.of(initial).iterator();
    LaneSweep.Feed feed;
    if (scheme.mixing() == Mixing.ADAPTIVE) {
      feed = adaptive(rows, random);
    } else {
      feed =
          new MixFeed(
              stream(random, rows.count()),
              rules(fit, random),
              candidate.gamma().orElse(0),
              buffers);
    }
    return new LaneSweep.LaneFit(
        candidate.learningRate(), ignored -> parameters.nextDouble(), feed);
  }

  private FrozenAdaMixup adaptive(LabeledRows rows, AuthorsRandom random) {
    FrozenPolicy policy = FrozenPolicy.draw(rows.features(), random.torch());
    random.torch().skip(AuthorsPlan.intrusionDraws(rows.features()));
    return new FrozenAdaMixup(rows, policy, stream(random, rows.count()));
  }

  private FitRules rules(Trainable fit, AuthorsRandom random) {
    Candidate candidate = fit.candidate();
    // At gamma = 0 the generative label has no share, and its densities need not be worked out.
    List<DensityKind> densities =
        candidate.gamma().orElse(0) == 0
            ? List.of()
            : candidate.density().map(List::of).orElse(List.of());
    return FitRules.authors(scheme, densities, fit.fitted(), random.torch()::permutation);
  }

  /** One fit in double precision. */
  private Fit fitAlone(Trainable fit) {
    AuthorsRandom random = fit.planned().random().copy();
    Candidate candidate = fit.candidate();
    LabeledRows rows = fit.fitted().rows();
    double gamma = candidate.gamma().orElse(0);
    Lane lane = new Lane(candidate.learningRate(), gamma, 0, gamma == 0 ? Lane.NONE : 1);
    LaneModel model = settings.newModels(rows.features(), rows.classes(), List.of(lane));
    model.initialize(random.torch());
    if (scheme.mixing() == Mixing.ADAPTIVE) {
      adaptive(rows, random).train(model, settings.epochs());
      return new Fit(model, OptionalDouble.empty());
    }
    Sweep sweep =
        scheme.excludesIntrusion() ? new Sweep().addExcluding(model) : new Sweep().add(model);
    OptionalDouble intrusionRate =
        sweep.train(
            rows.features(),
            rows.classes(),
            stream(random, rows.count()),
            rules(fit, random),
            settings.epochs());
    return new Fit(model, intrusionRate);
  }

  private AuthorsMixStream stream(AuthorsRandom random, int rows) {
    return new AuthorsMixStream(random, scheme.mixing(), rows, settings.batchSize());
  }
}
