/** The cost model and the units of work that it counts. */
package org.genlabel.cost;
