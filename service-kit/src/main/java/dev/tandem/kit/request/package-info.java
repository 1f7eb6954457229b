/**
 * Reading what a request's address and body say, strictly, and answering lists a page at a time. Depends on the sibling
 * packages http and table.
 */
@NullMarked
package dev.tandem.kit.request;

import org.jspecify.annotations.NullMarked;
