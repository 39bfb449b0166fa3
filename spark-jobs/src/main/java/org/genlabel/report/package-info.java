/** Results as people read them. Floor 7. */
package org.genlabel.report;
