package org.genlabel.mixup;

/**
 * One mini-batch of pairs: row r mixes training rows first[r] and second[r] as lambda x_first + (1
 * - lambda) x_second. One lambda for the whole batch (paper Sec. 1.2 and method Sec. 1). A batch
 * without mixing has lambda = 1 and pairs every row with itself. AdaMixup draws a third row and a
 * uniform number for every pair beside.
 */
public final class MixedBatch {
  private final int[] first;
  private final int[] second;
  private final int[] third;
  private final double[] uniform;
  private int size;
  private double lambda;

  /** A batch with room for the given number of pairs. */
  public MixedBatch(int capacity) {
    first = new int[capacity];
    second = new int[capacity];
    third = new int[capacity];
    uniform = new double[capacity];
  }

  /** Empties the batch and sets its mixing coefficient, in [0, 1]. */
  public void begin(double newLambda) {
    size = 0;
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
}
