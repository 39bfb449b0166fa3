package org.genlabel.data.synthetic;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.genlabel.data.Attribute;
import org.genlabel.data.Checksum;
import org.genlabel.data.Dataset;
import org.genlabel.data.FeatureHandling;
import org.genlabel.data.Table;
import org.genlabel.random.KeyedRandom;
import org.genlabel.random.NormalSampler;

/**
 * The paper's synthetic data (Table 1, Figs. 3, 4, 5 and 7): shapes in the plane or in space that
 * points can be drawn from. Moons and circles have the shapes of scikit-learn's make_moons and
 * make_circles. Only StrictMath is used, so points have the same bits on every machine.
 *
 * <p>Each is also a dataset for studies, {@link #dataset}, with the number of rows in its
 * description; these rows depend on its name only.
 */
public enum SyntheticDataset {
  /** Two interleaving half circles; Laplace(0.1) noise. 1000 rows. */
  MOON("moon", 2, 2, 1000) {
    @Override
    void place(int label, int index, int count, Noise noise, double[] x) {
      double angle = StrictMath.PI * index / Math.max(1, count - 1);
      double cosine = StrictMath.cos(angle);
      double sine = StrictMath.sin(angle);
      x[0] = (label == 0 ? cosine : 1 - cosine) + noise.laplace(0.1);
      x[1] = (label == 0 ? sine : 0.5 - sine) + noise.laplace(0.1);
    }
  },

  /** A circle of radius 0.8 in one of radius 1; Laplace(0.02) noise. 1000 rows. */
  CIRCLE("circle", 2, 2, 1000) {
    @Override
    void place(int label, int index, int count, Noise noise, double[] x) {
      ring(label == 0, index, count, x);
      x[0] += noise.laplace(0.02);
      x[1] += noise.laplace(0.02);
    }
  },

  /**
   * Two pairs of circles side by side, at -1.2 and +1.2, the inner one of the left class 1 and of
   * the right class 0; Laplace(0.01) noise. 1000 rows.
   */
  FOUR_CIRCLE("four-circle", 2, 2, 1000) {
    @Override
    void place(int label, int index, int count, Noise noise, double[] x) {
      // Left and right alternate.
      boolean left = index % 2 == 0;
      int ofPair = left ? (count + 1) / 2 : count / 2;
      ring((label == 0) == left, index / 2, ofPair, x);
      x[0] += (left ? -1.2 : 1.2) + noise.laplace(0.01);
      x[1] += noise.laplace(0.01);
    }
  },

  /**
   * Two squares of side 2 around (-1, 0) and (+1, 0), a class each, filled uniformly. 1000 rows.
   */
  CUBE_2D("2d-cube", 2, 2, 1000) {
    @Override
    double[] centre(int label) {
      return new double[] {sign(label, 0), 0};
    }

    @Override
    void place(int label, int index, int count, Noise noise, double[] x) {
      fill(centre(label), noise, x);
    }
  },

  /** Eight cubes of side 2 around (+-1, +-1, +-1), a class each, filled uniformly. 240 rows. */
  CUBE_3D("3d-cube", 3, 8, 240) {
    @Override
    double[] centre(int label) {
      return new double[] {sign(label, 0), sign(label, 1), sign(label, 2)};
    }

    @Override
    void place(int label, int index, int count, Noise noise, double[] x) {
      fill(centre(label), noise, x);
    }
  },

  /** Nine Gaussians of deviation 0.5 on a 3 x 3 grid of width 4, a class each. 900 rows. */
  GAUSSIAN_9("gaussian-9", 2, 9, 900) {
    @Override
    double[] centre(int label) {
      return new double[] {4 * (label % 3 - 1), 4 * (label / 3 - 1)};
    }

    @Override
    void place(int label, int index, int count, Noise noise, double[] x) {
      double[] centre = centre(label);
      for (int k = 0; k < x.length; k++) {
        x[k] = centre[k] + noise.normal(0.5);
      }
    }
  };

  /** Scheme of the URI that replaces the URI of a file. */
  private static final String SCHEME = "synthetic:";

  /** The default of make_circles. */
  private static final double INNER_RADIUS = 0.8;

  private final String key;
  private final int features;
  private final int classes;
  private final int rows;

  SyntheticDataset(String key, int features, int classes, int rows) {
    this.key = key;
    this.features = features;
    this.classes = classes;
    this.rows = rows;
  }

  /** Random numbers that are added to a point or that fill the region of its class. */
  private static final class Noise {
    private final KeyedRandom random;
    private final NormalSampler normals;

    Noise(KeyedRandom random) {
      this.random = random;
      this.normals = new NormalSampler(random);
    }

    double normal(double deviation) {
      return deviation * normals.next();
    }

    /** Draws a Laplace variable by inversion of its distribution function. */
    double laplace(double scale) {
      double u = random.nextDouble() - 0.5;
      // 1 - 2 |u| is 0 only at the smallest u, which is replaced by the next one.
      double magnitude = -scale * StrictMath.log(Math.max(0x1.0p-53, 1 - 2 * Math.abs(u)));
      return u < 0 ? -magnitude : magnitude;
    }

    /** Draws uniformly from (-1, 1). */
    double uniform() {
      return 2 * random.nextDouble() - 1;
    }
  }

  /**
   * Places a point.
   *
   * @param index index of the point within its class
   * @param count number of points of the class
   * @param x [features], overwritten
   */
  abstract void place(int label, int index, int count, Noise noise, double[] x);

  /** Returns the mean of a class; empty for shapes whose classes do not differ in their means. */
  double[] centre(int label) {
    return new double[0];
  }

  private static void ring(boolean outer, int index, int count, double[] x) {
    double angle = 2 * StrictMath.PI * index / count;
    double radius = outer ? 1 : INNER_RADIUS;
    x[0] = radius * StrictMath.cos(angle);
    x[1] = radius * StrictMath.sin(angle);
  }

  /** Returns the sign of a coordinate of the cube's centre, given by a bit of the label. */
  private static double sign(int label, int bit) {
    return (label >> bit & 1) == 0 ? -1 : 1;
  }

  /** Draws a point in the cube of side 2 around a centre. */
  private static void fill(double[] centre, Noise noise, double[] x) {
    for (int k = 0; k < x.length; k++) {
      x[k] = centre[k] + noise.uniform();
    }
  }

  /** Returns the dataset with a name; empty if there is none. */
  public static Optional<SyntheticDataset> byKey(String key) {
    return Arrays.stream(values()).filter(dataset -> dataset.key.equals(key)).findFirst();
  }

  /** Returns the dataset with a {@link #uri}; empty for the URI of a file. */
  public static Optional<SyntheticDataset> byUri(String uri) {
    return uri.startsWith(SCHEME) ? byKey(uri.substring(SCHEME.length())) : Optional.empty();
  }

  /** Returns the name in configurations and results. */
  public String key() {
    return key;
  }

  /** Returns the number of features, 2 or 3. */
  public int features() {
    return features;
  }

  /** Returns the number of classes, which are equally frequent. */
  public int classes() {
    return classes;
  }

  /**
   * Returns the true means of the classes of cubes and Gaussians, whose classes differ in their
   * means.
   *
   * @return [classes][features]; empty for moons and circles
   */
  public Optional<double[][]> centres() {
    return centre(0).length == 0
        ? Optional.empty()
        : Optional.of(IntStream.range(0, classes).mapToObj(this::centre).toArray(double[][]::new));
  }

  /** Returns the number of rows of {@link #dataset}. */
  public int rows() {
    return rows;
  }

  /** Returns the URI of {@link #dataset}, in place of that of a file. */
  public String uri() {
    return SCHEME + key;
  }

  /**
   * Draws the same number of points of every class.
   *
   * @param ofClass number of points of every class, positive
   */
  public SyntheticPoints draw(int ofClass, KeyedRandom random) {
    if (ofClass <= 0) {
      throw new IllegalArgumentException("points of a class must be positive, not " + ofClass);
    }
    Noise noise = new Noise(random);
    double[][] placed = new double[classes * ofClass][features];
    for (int i = 0; i < placed.length; i++) {
      place(i / ofClass, i % ofClass, ofClass, noise, placed[i]);
    }
    int[] order = random.permutation(placed.length);
    return new SyntheticPoints(
        IntStream.of(order).mapToObj(i -> placed[i]).toArray(double[][]::new),
        IntStream.of(order).map(i -> i / ofClass).toArray());
  }

  /**
   * Returns the dataset for studies, with {@link #rows} rows keyed by the name, which are the same
   * on every machine. Its checksum is the SHA-256 of its values as big-endian doubles, row by row,
   * with the label of a row after its features.
   */
  public Dataset dataset() {
    SyntheticPoints points = draw(rows / classes, KeyedRandom.of("synthetic", key));
    double[][] values = new double[rows][];
    MessageDigest digest = Checksum.sha256();
    for (int row = 0; row < rows; row++) {
      values[row] = Arrays.copyOf(points.x()[row], features + 1);
      values[row][features] = points.labels()[row];
      for (double value : values[row]) {
        digest.update(ByteBuffer.allocate(Double.BYTES).putDouble(value).array());
      }
    }
    return Dataset.of(
        new Table(uri(), key, attributes(), values, IntStream.rangeClosed(1, rows).toArray()),
        Optional.empty(),
        key,
        Optional.of("class"),
        Set.of(),
        FeatureHandling.NUMERIC,
        Checksum.hexadecimal(digest));
  }

  private List<Attribute> attributes() {
    List<Attribute> attributes = new ArrayList<>();
    for (int k = 1; k <= features; k++) {
      attributes.add(new Attribute("x" + k, Attribute.Kind.NUMERIC, List.of()));
    }
    List<String> labels = IntStream.range(0, classes).mapToObj(Integer::toString).toList();
    attributes.add(new Attribute("class", Attribute.Kind.NOMINAL, labels));
    return attributes;
  }
}
