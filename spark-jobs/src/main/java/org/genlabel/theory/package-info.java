/**
 * The paper's Examples 1 to 3 and the bounds of App. B.1 (paper Sec. 3.1, 3.2, 5.2): numbers for
 * figures and tables, without drawing.
 */
package org.genlabel.theory;
