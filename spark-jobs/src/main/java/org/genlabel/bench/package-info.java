/** Benchmarks of the program: kernels, cells, the overhead of Spark, and whole studies. */
package org.genlabel.bench;
