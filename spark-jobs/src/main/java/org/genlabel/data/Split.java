package org.genlabel.data;

import java.util.Arrays;
import org.genlabel.random.KeyedRandom;
import org.genlabel.random.Mt19937;

/**
 * The training and test rows of a dataset; 70 / 30, with ceil(0.3 n) test rows (paper Sec. 6).
 *
 * @param train row numbers, in the order training sees them
 * @param test row numbers
 */
public record Split(int[] train, int[] test) {
  private static final double TEST_FRACTION = 0.3;
  private static final int AUTHORS_SEED = 2021;

  /** How a study splits its datasets. */
  public enum Rule {
    /** The authors' split for datasets with an OpenML id, a stratified one for all others. */
    AUTHORS("authors"),
    /** A stratified split keyed by the seed and the dataset. */
    STRATIFIED("stratified");

    private final String key;

    Rule(String key) {
      this.key = key;
    }

    /** Returns the name in configurations. */
    public String key() {
      return key;
    }
  }

  /** Splits a dataset by a rule. */
  public static Split of(Dataset dataset, Rule rule, long seed) {
    if (rule == Rule.AUTHORS && dataset.id().isPresent()) {
      return authors(dataset.rows());
    }
    return stratified(
        dataset.labels(),
        dataset.classCount(),
        KeyedRandom.of("seed=" + seed, "dataset=" + dataset.key(), "split"));
  }

  /**
   * Returns the authors' split: scikit-learn's {@code train_test_split(test_size=0.3,
   * random_state=2021)}, not stratified. Both parts keep the order of the permutation.
   */
  public static Split authors(int rows) {
    int[] permutation = new Mt19937(AUTHORS_SEED).permutation(rows);
    int testRows = testRows(rows);
    return new Split(
        Arrays.copyOfRange(permutation, testRows, rows),
        Arrays.copyOfRange(permutation, 0, testRows));
  }

  /**
   * Returns a split that gives every class its share of the test rows, by largest remainders; a
   * class always keeps at least one training row. Both parts are in ascending order.
   *
   * @param labels [rows], each in 0..classes-1
   */
  public static Split stratified(int[] labels, int classes, KeyedRandom random) {
    int rows = labels.length;
    int[] order = random.permutation(rows);
    int[] counts = new int[classes];
    for (int label : labels) {
      counts[label]++;
    }
    int[] quota = testQuotas(counts, rows, testRows(rows));
    int[] test = new int[Arrays.stream(quota).sum()];
    int[] train = new int[rows - test.length];
    int inTest = 0;
    int inTrain = 0;
    for (int row : order) {
      if (quota[labels[row]] > 0) {
        quota[labels[row]]--;
        test[inTest++] = row;
      } else {
        train[inTrain++] = row;
      }
    }
    Arrays.sort(test);
    Arrays.sort(train);
    return new Split(train, test);
  }

  private static int testRows(int rows) {
    return (int) Math.ceil(TEST_FRACTION * rows);
  }

  private static int[] testQuotas(int[] counts, int rows, int testRows) {
    int[] quota = new int[counts.length];
    long[] remainder = new long[counts.length];
    int given = 0;
    for (int c = 0; c < counts.length; c++) {
      long share = (long) counts[c] * testRows;
      quota[c] = Math.min((int) (share / rows), Math.max(counts[c] - 1, 0));
      remainder[c] = share % rows;
      given += quota[c];
    }
    // At most one more for each class; classes that are down to one training row get none.
    boolean[] rounded = new boolean[counts.length];
    while (given < testRows) {
      int best = -1;
      for (int c = 0; c < counts.length; c++) {
        boolean eligible = !rounded[c] && quota[c] < counts[c] - 1;
        if (eligible && (best < 0 || remainder[c] > remainder[best])) {
          best = c;
        }
      }
      if (best < 0) {
        return quota;
      }
      quota[best]++;
      rounded[best] = true;
      given++;
    }
    return quota;
  }
}
