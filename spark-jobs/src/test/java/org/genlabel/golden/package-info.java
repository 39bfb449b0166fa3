/** Reference values computed by other implementations, and where they lie. For tests only. */
package org.genlabel.golden;
