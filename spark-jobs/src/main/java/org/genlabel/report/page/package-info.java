/** Pages, tables and files of a report. */
package org.genlabel.report.page;
