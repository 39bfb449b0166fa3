/**
 * Random streams: streams keyed by names, and the Mersenne Twister with numpy's and torch's drawing
 * algorithms for the authors' protocol.
 */
package org.genlabel.random;
