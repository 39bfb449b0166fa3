/** Schemes, their candidates, and how they are trained and chosen (method Sec. 4 to 6). Floor 4. */
package org.genlabel.train;
