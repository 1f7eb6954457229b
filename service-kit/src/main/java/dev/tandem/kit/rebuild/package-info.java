/**
 * Rebuilds of read models over HTTP, for operators, the same in every service that has some. Depends on the sibling packages
 * auth, http and request; what rebuilds are, each service tells it.
 */
@NullMarked
package dev.tandem.kit.rebuild;

import org.jspecify.annotations.NullMarked;
