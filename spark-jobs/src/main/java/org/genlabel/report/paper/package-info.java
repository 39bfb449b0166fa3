/** The paper's tables beside a run's numbers. */
package org.genlabel.report.paper;
