package org.genlabel.mixup;

import java.util.Set;
import org.genlabel.cost.Shape;
import org.genlabel.cost.Work;
import org.genlabel.cost.WorkUnits;
import org.genlabel.data.LabeledRows;
import org.genlabel.density.SegmentDensities;

/**
 * The ways of making new points out of training rows (docs/method.md, Sec. 4): what each draws for
 * a mini-batch, and how the pairs become points.
 */
public enum Mixing {
  /** No new points. */
  NONE {
    @Override
    public MixingRule rule(Source source) {
      return MixingRule.mixup(source.pairs());
    }
  },
  /** Mixup: one lambda ~ Beta(alpha, alpha) a batch. */
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
  /** CutMix on feature columns: lambda says how many. */
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
      throw new UnsupportedOperationException("a policy network mixes, not a rule");
    }
  };

  /** What is drawn for a batch. */
  private enum Drawn {
    LAMBDA,
    PARTNERS,
    COLUMNS,
    TRIPLES
  }

  /** What a rule is made of. */
  public interface Source {
    /** The training rows. */
    LabeledRows rows();

    /** How two rows are mixed. */
    PairMixing pairs();

    /** The rows that columns are cut from, [rows][features]. */
    double[][] cutRows();

    /** The densities between the rows by which points are mixed. */
    SegmentDensities mixingDensities();
  }

  private final Set<Drawn> drawn;

  Mixing(Drawn... drawn) {
    this.drawn = Set.of(drawn);
  }

  /**
   * How the pairs of a mini-batch become points.
   *
   * @throws UnsupportedOperationException if that is learned, not ruled
   */
  public abstract MixingRule rule(Source source);

  /**
   * Adds what it costs to make points, beyond what a combination of two rows costs.
   *
   * @param shape of the training rows
   * @param points how many
   */
  public void addWork(WorkUnits units, Shape shape, double points) {
    // A combination costs no more.
  }

  /** Whether lambda is drawn, and the outcome therefore depends on alpha. */
  public boolean drawsLambda() {
    return drawn.contains(Drawn.LAMBDA);
  }

  /** Whether rows are paired by a random permutation; else each is paired with itself. */
  public boolean drawsPartners() {
    return drawn.contains(Drawn.PARTNERS);
  }

  /** Whether a random order of the feature columns is drawn. */
  public boolean drawsColumns() {
    return drawn.contains(Drawn.COLUMNS);
  }

  /** Whether a third row and a uniform number are drawn for every pair. */
  public boolean drawsTriples() {
    return drawn.contains(Drawn.TRIPLES);
  }

  /**
   * Whether points are mixed as lambda x_i + (1 - lambda) x_j, so that their distances to all rows
   * follow from those of the rows.
   */
  public boolean staysOnSegments() {
    return false;
  }

  /** Whether points are made by a policy that is trained with the classifier. */
  public boolean isLearned() {
    return drawsTriples();
  }
}
