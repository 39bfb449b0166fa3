/**
 * Random streams: our own keyed by names, and the Mersenne Twister with numpy's ways of drawing for
 * the authors' protocol.
 */
package org.genlabel.random;
