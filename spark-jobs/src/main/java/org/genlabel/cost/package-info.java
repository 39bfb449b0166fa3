/** The units in which tables say what their rows cost. */
package org.genlabel.cost;
