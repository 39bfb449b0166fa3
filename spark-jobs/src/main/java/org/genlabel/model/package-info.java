/** Classifiers and optimisers (method Sec. 5). Floor 2. */
package org.genlabel.model;
