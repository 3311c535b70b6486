/** {@code mvn -q -Pdemo}: the path of a message, for people to watch. */
@NullMarked
package org.spfsuite.integration.demo;

import org.jspecify.annotations.NullMarked;
