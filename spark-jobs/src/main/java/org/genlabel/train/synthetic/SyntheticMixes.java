package org.genlabel.train.synthetic;

/**
 * Mixed points and what two ways of labelling them hold most likely (paper Figs. 4 and 7, b and c).
 *
 * @param x [points][features]
 * @param mixupClasses [points], the class with the larger share in mixup's label; where they are
 *     equal the one that comes first among the classes
 * @param genLabelClasses [points], the most likely class in GenLabel's label
 */
public record SyntheticMixes(double[][] x, int[] mixupClasses, int[] genLabelClasses) {}
