/** The table of models, and learners that train several candidates side by side. */
package org.genlabel.learner;
