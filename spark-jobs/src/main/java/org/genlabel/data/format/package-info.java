/** Reads ARFF and CSV files into tables, and writes ARFF. */
package org.genlabel.data.format;
