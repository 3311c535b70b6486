/**
 * SPF (RFC 7208) for the JVM. Start with {@link org.spfsuite.core.SpfChecker}: a {@link
 * org.spfsuite.core.SpfRequest} goes in, {@link org.spfsuite.core.SpfVerdicts} come out, one {@link
 * org.spfsuite.core.verdict.Verdict} for each identity. Then read {@link
 * org.spfsuite.core.check.CheckHost}.
 */
@NullMarked
package org.spfsuite.core;

import org.jspecify.annotations.NullMarked;
