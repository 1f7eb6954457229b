/** The baseline: a server that does everything before it answers, and the slow mail server that it waits for. */
@NullMarked
package dev.tandem.bench.requestdriven;

import org.jspecify.annotations.NullMarked;
