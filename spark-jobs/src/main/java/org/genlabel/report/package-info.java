/** Results as people read them. Floor 9. */
package org.genlabel.report;
