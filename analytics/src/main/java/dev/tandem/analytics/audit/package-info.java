/** Serves the audit trail: the archive as the admins of a workspace read it, export it and check its chain. */
@NullMarked
package dev.tandem.analytics.audit;

import org.jspecify.annotations.NullMarked;
