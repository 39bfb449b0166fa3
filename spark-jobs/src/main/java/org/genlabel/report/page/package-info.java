/** Pages, tables and files that a report is made of. */
package org.genlabel.report.page;
