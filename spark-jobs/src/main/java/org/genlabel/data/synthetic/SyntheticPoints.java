package org.genlabel.data.synthetic;

/**
 * Points drawn from a {@link SyntheticDataset}, in random order.
 *
 * @param x [points][features]
 * @param labels [points], each in 0..classes-1
 */
public record SyntheticPoints(double[][] x, int[] labels) {}
