/** The study as a Spark job, and its results as DataFrames. Floor 8: the first that knows Spark. */
package org.genlabel.spark;
