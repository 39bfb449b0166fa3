/** The command line. Floor 10. */
package org.genlabel.cli;
