/** Training of networks on the synthetic datasets, with the settings of the paper. */
package org.genlabel.train.synthetic;
