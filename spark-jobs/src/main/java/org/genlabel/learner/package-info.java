/** The table of models, and how their candidates are trained side by side. Floor 4. */
package org.genlabel.learner;
