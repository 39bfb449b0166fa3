/**
 * Numeric kernels with the same bits on every machine: fused multiply-adds in a fixed order,
 * polynomial exponentials and logarithms, no sum across lanes.
 */
package org.genlabel.simd;
