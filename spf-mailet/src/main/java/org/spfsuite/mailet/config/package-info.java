/**
 * {@code conf/spf.properties}: {@link org.spfsuite.mailet.config.SpfOptions} is its manual, {@link
 * org.spfsuite.mailet.config.SpfConfiguration} what it comes to. Every problem is found before
 * anything starts.
 */
@NullMarked
package org.spfsuite.mailet.config;

import org.jspecify.annotations.NullMarked;
