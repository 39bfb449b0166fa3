/** Neural networks, their layers, and optimisers (docs/method.md, Sec. 5). */
package org.genlabel.network;
