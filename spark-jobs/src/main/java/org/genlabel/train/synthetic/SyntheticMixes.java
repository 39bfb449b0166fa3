package org.genlabel.train.synthetic;

/**
 * Mixed points and their most likely classes by two rules of labelling (paper Figs. 4 and 7, b and
 * c).
 *
 * @param x [points][features]
 * @param mixupClasses [points], the class with the larger share in mixup's label; the first of the
 *     classes if shares are equal
 * @param genLabelClasses [points], the most likely class in GenLabel's label
 */
public record SyntheticMixes(double[][] x, int[] mixupClasses, int[] genLabelClasses) {}
