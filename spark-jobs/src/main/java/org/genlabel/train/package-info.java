/** Schemes, the training loop, and how candidates are chosen (docs/method.md, Sec. 4 to 6). */
package org.genlabel.train;
