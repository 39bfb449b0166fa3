/** Figures of the paper's examples and of synthetic data. */
package org.genlabel.report.figures;
