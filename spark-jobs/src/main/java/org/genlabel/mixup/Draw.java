package org.genlabel.mixup;

/**
 * The random draws of a stream for one mini-batch: row r mixes training rows first[r] and second[r]
 * as lambda x_first + (1 - lambda) x_second. One lambda for the whole batch (docs/method.md, Sec.
 * 1; paper Sec. 1.2). A batch without mixing has lambda = 1 and pairs every row with itself. CutMix
 * also draws a permutation of the feature columns; AdaMixup also draws a third row and a uniform
 * number for every pair.
 */
public final class Draw {
  private static final int[] NO_COLUMNS = {};

  private final int[] first;
  private final int[] second;
  private final int[] third;
  private final double[] uniform;
  private int[] columns = NO_COLUMNS;
  private int size;
  private double lambda;

  /** Creates an empty draw with room for a number of pairs. */
  public Draw(int capacity) {
    first = new int[capacity];
    second = new int[capacity];
    third = new int[capacity];
    uniform = new double[capacity];
  }

  /** Removes all pairs and columns, and sets the mixing coefficient, in [0, 1]. */
  public void begin(double newLambda) {
    size = 0;
    columns = NO_COLUMNS;
    lambda = newLambda;
  }

  /** Adds a pair of training rows. */
  public void add(int firstRow, int secondRow) {
    add(firstRow, secondRow, secondRow, 0);
  }

  /** Adds a pair of training rows, an unmixed third one, and a number in [0, 1). */
  public void add(int firstRow, int secondRow, int thirdRow, double newUniform) {
    first[size] = firstRow;
    second[size] = secondRow;
    third[size] = thirdRow;
    uniform[size] = newUniform;
    size++;
  }

  /** Sets the order in which feature columns are taken from the partner. */
  public void orderColumns(int[] order) {
    columns = order;
  }

  public int size() {
    return size;
  }

  public double lambda() {
    return lambda;
  }

  public int first(int row) {
    return first[row];
  }

  public int second(int row) {
    return second[row];
  }

  public int third(int row) {
    return third[row];
  }

  public double uniform(int row) {
    return uniform[row];
  }

  /** Returns the random order of the feature columns; empty if none was drawn. */
  public int[] columns() {
    return columns;
  }
}
