/**
 * The configuration of postsrsd 2, read as it is: {@link org.spfsuite.srs.postsrsd.ConfigReader}
 * makes a {@link org.spfsuite.srs.postsrsd.ServiceConfig} of it, and says what it does not do.
 */
@NullMarked
package org.spfsuite.srs.postsrsd;

import org.jspecify.annotations.NullMarked;
