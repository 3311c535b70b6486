@NullMarked
package org.spfsuite.srs.socketmap;

import org.jspecify.annotations.NullMarked;
