/**
 * The two evaluation protocols, which define the folds and the random numbers of fits
 * (docs/method.md, Sec. 6).
 */
package org.genlabel.train.protocol;
