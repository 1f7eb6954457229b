/** Child processes, and how they talk to their parent. */
@NullMarked
package dev.tandem.bench.process;

import org.jspecify.annotations.NullMarked;
