/**
 * What tests of services share: an issuer of tokens, the environment, HTTP, waiting. Depends on the kit and on the back ends.
 */
@NullMarked
package dev.tandem.kit.testing;

import org.jspecify.annotations.NullMarked;
