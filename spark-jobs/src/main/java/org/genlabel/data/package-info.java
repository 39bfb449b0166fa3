/**
 * Datasets: rows, classes, splits, and what is done to features. Subpackages read, draw and
 * download data.
 *
 * <p>Every error in a user's file is an {@link org.genlabel.data.InvalidDataException} whose
 * message is one line with the file, the line and what is allowed there.
 */
package org.genlabel.data;
