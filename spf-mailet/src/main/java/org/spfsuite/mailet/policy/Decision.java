package org.spfsuite.mailet.policy;

import org.spfsuite.core.verdict.Verdict;

/**
 * What to do with a client, and why.
 *
 * @param action what to do
 * @param verdict the verdict that led to it
 */
public record Decision(Action action, Verdict verdict) {}
