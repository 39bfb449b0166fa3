package org.genlabel.mixup;

import java.util.Set;
import org.genlabel.cost.Shape;
import org.genlabel.cost.Work;
import org.genlabel.cost.WorkUnits;
import org.genlabel.data.LabeledRows;
import org.genlabel.density.SegmentDensities;

/**
 * The methods of mixing new points from training rows (docs/method.md, Sec. 4). Each defines the
 * random draws for a mini-batch, and how pairs become points.
 */
public enum Mixing {
  /** No new points. */
  NONE {
    @Override
    public MixingRule rule(Source source) {
      return MixingRule.mixup(source.pairs());
    }
  },
  /** Mixup: one lambda ~ Beta(alpha, alpha) per batch. */
  MIXUP(Drawn.LAMBDA, Drawn.PARTNERS) {
    @Override
    public MixingRule rule(Source source) {
      return MixingRule.mixup(source.pairs());
    }

    @Override
    public boolean staysOnSegments() {
      return true;
    }
  },
  /** CutMix on feature columns: lambda determines how many are cut. */
  CUTMIX(Drawn.LAMBDA, Drawn.PARTNERS, Drawn.COLUMNS) {
    @Override
    public MixingRule rule(Source source) {
      return new CutMix(source.cutRows());
    }
  },
  /** Generative mixing: lambda is a posterior. */
  GENERATIVE(Drawn.LAMBDA, Drawn.PARTNERS) {
    @Override
    public MixingRule rule(Source source) {
      return new GenerativeMixing(source.pairs(), source.rows(), source.mixingDensities());
    }

    @Override
    public void addWork(WorkUnits units, Shape shape, double points) {
      units.add(Work.BISECTION, points * shape.classes() * shape.features());
    }
  },
  /** AdaMixup: a policy network chooses a lambda for every pair. */
  ADAPTIVE(Drawn.PARTNERS, Drawn.TRIPLES) {
    @Override
    public MixingRule rule(Source source) {
      throw new UnsupportedOperationException(
          "adaptive mixing is by a policy network, not by a rule");
    }
  };

  /** The random draws for a batch. */
  private enum Drawn {
    LAMBDA,
    PARTNERS,
    COLUMNS,
    TRIPLES
  }

  /** Provides the parts of a mixing rule. */
  public interface Source {
    /** Returns the training rows. */
    LabeledRows rows();

    /** Returns the convex combination of two rows. */
    PairMixing pairs();

    /** Returns the rows from which columns are cut, [rows][features]. */
    double[][] cutRows();

    /** Returns the densities between the rows by which points are mixed. */
    SegmentDensities mixingDensities();
  }

  private final Set<Drawn> drawn;

  Mixing(Drawn... drawn) {
    this.drawn = Set.of(drawn);
  }

  /**
   * Returns the rule that mixes the pairs of a mini-batch.
   *
   * @throws UnsupportedOperationException if mixing is learned
   */
  public abstract MixingRule rule(Source source);

  /**
   * Adds the cost of making points, beyond that of a combination of two rows.
   *
   * @param shape of the training rows
   * @param points number of points
   */
  public void addWork(WorkUnits units, Shape shape, double points) {
    // A combination of two rows has no further cost.
  }

  /** Returns whether lambda is drawn, so that the results depend on alpha. */
  public boolean drawsLambda() {
    return drawn.contains(Drawn.LAMBDA);
  }

  /**
   * Returns whether rows are paired by a random permutation; otherwise each is paired with itself.
   */
  public boolean drawsPartners() {
    return drawn.contains(Drawn.PARTNERS);
  }

  /** Returns whether a random order of the feature columns is drawn. */
  public boolean drawsColumns() {
    return drawn.contains(Drawn.COLUMNS);
  }

  /** Returns whether a third row and a uniform number are drawn for every pair. */
  public boolean drawsTriples() {
    return drawn.contains(Drawn.TRIPLES);
  }

  /**
   * Returns whether points are mixed as lambda x_i + (1 - lambda) x_j, so that their distances to
   * all rows follow from the distances between rows.
   */
  public boolean staysOnSegments() {
    return false;
  }

  /** Returns whether points are mixed by a policy that is trained with the classifier. */
  public boolean isLearned() {
    return drawsTriples();
  }
}
