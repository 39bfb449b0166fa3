/** Starts Spark sessions. */
package org.genlabel.cli.session;
