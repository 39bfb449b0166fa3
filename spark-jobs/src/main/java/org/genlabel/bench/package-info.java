/**
 * Measurements of the program itself: kernels, cells, what Spark adds, and what follows for whole
 * studies. Floor 10.
 */
package org.genlabel.bench;
