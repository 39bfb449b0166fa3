/**
 * Schemes, their candidates, and how they are trained and chosen (docs/method.md, Sec. 4 to 6).
 * Floor 5.
 */
package org.genlabel.train;
