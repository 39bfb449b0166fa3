/** Mixing streams and the labels of mixed points (paper Sec. 3 and 4). */
package org.genlabel.mixup;
