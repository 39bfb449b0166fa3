/**
 * Random streams: our own keyed by names, and the Mersenne Twister with numpy's ways of drawing for
 * the authors' protocol. Floor 1: imports nothing of the project.
 */
package org.genlabel.random;
