/**
 * Reference implementations of networks in double precision, which are trained row by row and kept
 * simple. The networks of the program are checked against them, and they agree with other programs
 * to the last digits.
 */
package org.genlabel.reference;
