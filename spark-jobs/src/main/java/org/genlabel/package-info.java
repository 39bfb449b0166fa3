/** The GenLabel study (Sohn et al., ICML 2022) on Apache Spark. */
package org.genlabel;
