@NullMarked
package org.spfsuite.srs.postsrsd;

import org.jspecify.annotations.NullMarked;
