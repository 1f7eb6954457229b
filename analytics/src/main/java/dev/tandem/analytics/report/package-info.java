/** Answers how work flows in a project or a workspace, from measures, tasks and the archive. */
@NullMarked
package dev.tandem.analytics.report;

import org.jspecify.annotations.NullMarked;
