/**
 * IP addresses and prefixes as values: {@link org.spfsuite.core.net.IpAddress} and {@link
 * org.spfsuite.core.net.IpPrefix}. Parsing is strict and never asks DNS.
 */
@NullMarked
package org.spfsuite.core.net;

import org.jspecify.annotations.NullMarked;
