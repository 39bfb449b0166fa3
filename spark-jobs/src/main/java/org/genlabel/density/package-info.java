/** Class-conditional densities log p_c(x) (paper Sec. 1.2 and 4). */
package org.genlabel.density;
