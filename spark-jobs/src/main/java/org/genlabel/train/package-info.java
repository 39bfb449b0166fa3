/**
 * Schemes, the training loop, and the choice of candidates by cross-validation (docs/method.md,
 * Sec. 4 to 6).
 */
package org.genlabel.train;
