/**
 * What scoring reads of a message: its header ({@link org.spfsuite.scoring.message.Header}), its
 * authors ({@link org.spfsuite.scoring.message.FromField}), and which domains belong together
 * ({@link org.spfsuite.scoring.message.Domains}).
 */
@NullMarked
package org.spfsuite.scoring.message;

import org.jspecify.annotations.NullMarked;
