/** Tools for the tests of services: the broker from outside. Depends on the broker's port and on envelope. */
@NullMarked
package dev.tandem.messaging.testing;

import org.jspecify.annotations.NullMarked;
