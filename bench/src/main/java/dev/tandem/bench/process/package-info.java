/** Child processes, and their messages to and from the parent. */
@NullMarked
package dev.tandem.bench.process;

import org.jspecify.annotations.NullMarked;
