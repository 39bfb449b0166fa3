/**
 * Numeric kernels with the same bits on every machine: fused multiply-adds in a fixed order, our
 * own exponential, no sum across lanes. Floor 1: imports nothing of the project.
 */
package org.genlabel.simd;
