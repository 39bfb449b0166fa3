/** Comparison of a run's results with the paper's tables. */
package org.genlabel.report.paper;
