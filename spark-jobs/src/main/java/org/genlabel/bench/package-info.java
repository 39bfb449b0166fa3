/**
 * Measurements of the program itself: kernels, cells, what Spark adds, and what follows for whole
 * studies.
 */
package org.genlabel.bench;
