/**
 * The folder of a run: schema, lock, journal, compaction and manifest, on any Hadoop file system
 * and without Spark.
 */
package org.genlabel.results;
