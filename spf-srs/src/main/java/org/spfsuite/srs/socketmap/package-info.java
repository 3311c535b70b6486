/**
 * The service that Postfix asks for each sender and recipient: {@link
 * org.spfsuite.srs.socketmap.SocketmapServer} speaks the protocol of socketmap_table(5), and {@link
 * org.spfsuite.srs.socketmap.SrsMaps} has the answers.
 */
@NullMarked
package org.spfsuite.srs.socketmap;

import org.jspecify.annotations.NullMarked;
