package org.spfsuite.srs.postsrsd;

import java.util.List;

/**
 * A line of a configuration.
 *
 * @param name of the option
 * @param append whether values are added to those that there are
 * @param values one, or those of a list
 * @param line from 1; 0: of the command line
 */
record Setting(String name, boolean append, List<String> values, int line) {
  Setting {
    values = List.copyOf(values);
  }
}
