/**
 * The default structure of projects: what a project's template says it begins with. A project whose template has
 * something to build is {@code pending} from its creation; the facts that ask for its structure come over the queue
 * {@code project-service.structure}, and what is asked for is built in one transaction, or taken away in one. A project
 * without template, or with the blank one, has no structure to wait for: it is {@code none}, and nothing is told.
 */
@NullMarked
package dev.tandem.project.structure;

import org.jspecify.annotations.NullMarked;
