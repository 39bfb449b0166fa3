/** Networks, their layers, and what trains them (docs/method.md, Sec. 5). */
package org.genlabel.network;
