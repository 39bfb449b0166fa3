/**
 * Networks in double precision, one row after another and as plain as they can be: what those of
 * the program are checked against, and what agrees with other programs to the last digits.
 */
package org.genlabel.reference;
