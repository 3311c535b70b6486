/**
 * The engine as James uses it: {@link org.spfsuite.mailet.engine.SpfEngine} is made from one
 * configuration and never changes; {@link org.spfsuite.mailet.engine.Patience} bounds how long
 * James's threads wait for it.
 */
@NullMarked
package org.spfsuite.mailet.engine;

import org.jspecify.annotations.NullMarked;
