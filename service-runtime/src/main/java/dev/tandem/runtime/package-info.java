/**
 * What every service is made of, put together: database, messaging, health, HTTP, rebuilds, retention, and the order in which they
 * start and stop. Depends on the service kit and the messaging kit, which do not know each other, and on no service.
 */
@NullMarked
package dev.tandem.runtime;

import org.jspecify.annotations.NullMarked;
