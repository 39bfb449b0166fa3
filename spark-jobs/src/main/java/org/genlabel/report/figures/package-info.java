/** Figures of theory and of synthetic data. */
package org.genlabel.report.figures;
