/**
 * Numeric kernels with the same bits on every machine: fused multiply-adds in a fixed order, our
 * own exponential, no sum across lanes.
 */
package org.genlabel.simd;
