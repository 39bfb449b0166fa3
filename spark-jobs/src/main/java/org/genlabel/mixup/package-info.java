/** Random streams for mixing, mixing rules, and labels of mixed points (paper Sec. 3 and 4). */
package org.genlabel.mixup;
