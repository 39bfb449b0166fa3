/** Classifiers, independent of how they are trained. */
package org.genlabel.classifier;
