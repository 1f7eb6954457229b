/**
 * Reading the bodies of requests strictly. Depends on the kit's http alone; knows no feature.
 */
@NullMarked
package dev.tandem.project.request;

import org.jspecify.annotations.NullMarked;
