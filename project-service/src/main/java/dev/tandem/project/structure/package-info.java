/**
 * Builds the default structure of projects from their templates. A project whose template has something to build is
 * {@code pending} from its creation; the facts that request its structure arrive on the queue
 * {@code project-service.structure}, and each structure is built, or removed, in one transaction. A project without a
 * template, or with the blank one, has no structure to wait for: it is {@code none}, and nothing is reported.
 */
@NullMarked
package dev.tandem.project.structure;

import org.jspecify.annotations.NullMarked;
