/**
 * The paper's small examples worked out: its Examples 1 to 3 and the bounds of App. B.1 (paper Sec.
 * 3.1, 3.2, 5.2). Numbers for figures and tables, no drawing.
 */
package org.genlabel.theory;
