/**
 * Reading requests strictly, and answering lists a page at a time. Depends on the kit's http alone; knows no feature.
 */
@NullMarked
package dev.tandem.project.request;

import org.jspecify.annotations.NullMarked;
