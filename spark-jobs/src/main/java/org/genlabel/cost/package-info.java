/** The units in which tables say what their rows cost. Floor 1. */
package org.genlabel.cost;
