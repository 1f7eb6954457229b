/** Creates the demo workspace through the public API, like any client. */
@NullMarked
package dev.tandem.local.demo;

import org.jspecify.annotations.NullMarked;
