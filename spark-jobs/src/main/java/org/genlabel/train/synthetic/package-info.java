/** Trains networks on the synthetic datasets, by the recipes of the paper. */
package org.genlabel.train.synthetic;
