package org.spfsuite.scoring.rule;

/**
 * A rule that hit.
 *
 * @param rule its name
 * @param points what it is worth here; not zero
 * @param description what the rule is about; empty if nobody says
 * @param evidence why it hit here, for people, on one line, safe to print; for metas that of the
 *     rules that they name; may be empty
 */
public record Hit(String rule, double points, String description, String evidence) {}
