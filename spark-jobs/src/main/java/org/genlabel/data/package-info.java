/**
 * Datasets: rows, classes, splits, and what is done to features. What is read, drawn or downloaded
 * has packages of its own below.
 *
 * <p>Whatever is wrong with a user's file ends in an {@link org.genlabel.data.InvalidDataException}
 * whose message is one line with the file, the line and what is allowed there.
 */
package org.genlabel.data;
