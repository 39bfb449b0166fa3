package org.genlabel.simd;

/**
 * The values that all parameters share in one step of Adam.
 *
 * @param decay L2 coefficient
 * @param beta1 decay rate of the first moment
 * @param oneMinusBeta1 1 - beta1, rounded once
 * @param beta2 decay rate of the second moment
 * @param oneMinusBeta2 1 - beta2, rounded once
 * @param epsilon added to the square root
 * @param firstCorrection 1 / (1 - beta1^t)
 * @param secondCorrection 1 / sqrt(1 - beta2^t)
 */
public record AdamStep(
    float decay,
    float beta1,
    float oneMinusBeta1,
    float beta2,
    float oneMinusBeta2,
    float epsilon,
    float firstCorrection,
    float secondCorrection) {}
