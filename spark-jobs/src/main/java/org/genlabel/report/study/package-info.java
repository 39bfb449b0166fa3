/** The report of a run: tables, figures and statistics. */
package org.genlabel.report.study;
