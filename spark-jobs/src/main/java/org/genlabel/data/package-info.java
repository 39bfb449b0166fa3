/**
 * Datasets: reading ARFF and CSV files, the catalog of the study's datasets, finding them on local
 * disks and Hadoop file systems, and fetching them from OpenML. Floor 2.
 *
 * <p>Whatever is wrong with a user's file ends in an {@link org.genlabel.data.InvalidDataException}
 * whose message is one line with the file, the line and what is allowed there.
 */
package org.genlabel.data;
