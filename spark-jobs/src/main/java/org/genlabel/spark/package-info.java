/** The study as a Spark job, and its results as DataFrames. */
package org.genlabel.spark;
