/** Synthetic datasets, whose points are drawn from a distribution. */
package org.genlabel.data.synthetic;
