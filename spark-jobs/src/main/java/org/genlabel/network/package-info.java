/** Networks, their layers, and what trains them (docs/method.md, Sec. 5). Floor 2. */
package org.genlabel.network;
