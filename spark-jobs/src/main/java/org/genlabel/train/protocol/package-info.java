/**
 * The two evaluation protocols: how folds are dealt, and which random numbers a fit draws
 * (docs/method.md, Sec. 6).
 */
package org.genlabel.train.protocol;
