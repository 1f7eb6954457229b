/** Tells gateways what happens in a project while somebody listens there: hints after each commit, and facts from a place on. */
@NullMarked
package dev.tandem.analytics.news;

import org.jspecify.annotations.NullMarked;
